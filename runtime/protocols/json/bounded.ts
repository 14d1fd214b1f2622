/** In characters: whatever stands in so few is parsed in a few milliseconds. */
const HARMLESS = 1 << 20;
const MOST_VALUES = 250_000;
const DEEPEST = 500;
const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c];
/** The opening and closing brackets and braces differ from these in one bit that is not looked at. */
const [OPEN, CLOSE, BIT] = [0x5b, 0x5d, 0x20];

/**
 * Whether a long JSON text may be parsed: objects take many times the memory of their text, so that one answer with millions
 * of them would stop the server.
 */
export function isBounded(text: string): boolean {
  if (text.length <= HARMLESS) return true;
  let values = 0;
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = endOfText(text, at + 1);
    else if (code === COMMA) values++;
    else if ((code & ~BIT) === OPEN) {
      values++;
      if (++depth > DEEPEST) return false;
    } else if ((code & ~BIT) === CLOSE) depth--;
    if (values > MOST_VALUES) return false;
  }
  return true;
}

function endOfText(text: string, from: number): number {
  let at = from;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) break;
    if (code === BACKSLASH) at++;
  }
  return at;
}
