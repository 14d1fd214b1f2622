/** Longer model strings are refused: no model has such a name, and every step after this one may assume a bound. */
export const MAX_MODEL_STRING = 1024;

/** ASCII characters that mean something in a selector, or nothing good: 1. */
const SPECIAL = new Uint8Array(128);
for (let code = 0; code <= 0x20; code++) SPECIAL[code] = 1;
for (const character of "|^!?[]\x7f") SPECIAL[character.charCodeAt(0)] = 1;

const COLON = 0x3a;
const DOT = 0x2e;

/**
 * Whether a model string is more than a plain name, so that `parseSelector` must read it. For all others the string
 * itself is the route. Names outside ASCII and names with an empty part (`openai:`) count as more.
 */
export function needsParsing(text: string): boolean {
  const length = text.length;
  if (length === 0 || length > MAX_MODEL_STRING) return true;
  let previous = DOT;
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i);
    if (code > 0x7e || SPECIAL[code] === 1) return true;
    if (code === COLON && (previous === DOT || i === length - 1)) return true;
    previous = code;
  }
  return text.charCodeAt(0) === DOT || text.charCodeAt(0) === COLON;
}

/** Where the first control character or line terminator stands; −1 for none. */
export function indexOfControl(text: string): number {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x20 || (code >= 0x7f && code <= 0x9f) || code === 0x2028 || code === 0x2029) return i;
  }
  return -1;
}

/** A stretch of the model string, `end` not included. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** The stretch without the white space around it. */
export function trimRange(text: string, range: Range): Range {
  let { start, end } = range;
  while (start < end && isSpace(text, start)) start++;
  while (end > start && isSpace(text, end - 1)) end--;
  return { start, end };
}

/** Control characters never get this far, so that in ASCII only the space itself is left. */
export function isSpace(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  return code === 0x20 || (code > 0x7f && text.charAt(index).trim() === "");
}
