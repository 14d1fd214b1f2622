/** https://www.rfc-editor.org/rfc/rfc8259, over raw bytes. The contents of strings are not checked to be UTF-8. */

const SPACE = 0x20;
const TAB = 0x09;
const QUOTE = 0x22;
const COMMA = 0x2c;
const MINUS = 0x2d;
const DOT = 0x2e;
const ZERO = 0x30;
const COLON = 0x3a;
const OPEN_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_BRACKET = 0x5d;
const LETTER_E = 0x65;
const LETTER_U = 0x75;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

/** Bytes within a string: neither quote, backslash nor control character. */
const PLAIN = new Uint8Array(256).map((_, byte) => (byte >= SPACE && byte !== QUOTE && byte !== BACKSLASH ? 1 : 0));
const ESCAPES = new Uint8Array(256);
for (const letter of Buffer.from('"\\/bfnrt')) ESCAPES[letter] = 1;
const HEX = new Uint8Array(256);
for (const digit of Buffer.from("0123456789abcdefABCDEF")) HEX[digit] = 1;
const TRUE = Buffer.from("true");
const FALSE = Buffer.from("false");
const NULL = Buffer.from("null");

/** `nesting` has no bit left for another level. */
const TOO_DEEP = 1 << 29;

/** Is called with each key of an object, at any depth. */
export interface KeyReader {
  /**
   * `start` and `length`: of the key, without its quotes; `value`: where its value starts; `nesting`: a leading 1, then a bit
   * for each open level, 1 for an object.
   */
  key(bytes: Buffer, start: number, length: number, value: number, nesting: number): void;
}

/**
 * The position after the object that starts at `open`; 0 if it is not JSON, is deeper than 29 levels, or contains a line
 * break.
 */
export function endOfObject(bytes: Buffer, open: number, keys: KeyReader | null = null): number {
  /** A bit for each open level, 1 for an object, below a leading 1. */
  let nesting = 1;
  let at = open;
  for (;;) {
    const byte = bytes[at];
    if (byte === OPEN_BRACE) {
      if (nesting >= TOO_DEEP) return 0;
      nesting = (nesting << 1) | 1;
      at = skipSpace(bytes, at + 1);
      if (bytes[at] !== CLOSE_BRACE) {
        at = behindKey(bytes, at, keys, nesting);
        if (at === 0) return 0;
        continue;
      }
      nesting >>= 1;
      at++;
    } else if (byte === OPEN_BRACKET) {
      if (nesting >= TOO_DEEP) return 0;
      nesting <<= 1;
      at = skipSpace(bytes, at + 1);
      if (bytes[at] !== CLOSE_BRACKET) continue;
      nesting >>= 1;
      at++;
    } else {
      at = byte === QUOTE ? behindString(bytes, at) : behindScalar(bytes, at);
      if (at === 0) return 0;
    }
    // After a value: the end of levels, then a comma and the next value.
    for (;;) {
      if (nesting === 1) return at;
      at = skipSpace(bytes, at);
      const next = bytes[at];
      if (next === COMMA) break;
      if (next !== ((nesting & 1) === 1 ? CLOSE_BRACE : CLOSE_BRACKET)) return 0;
      nesting >>= 1;
      at++;
    }
    at = skipSpace(bytes, at + 1);
    if ((nesting & 1) === 1) {
      at = behindKey(bytes, at, keys, nesting);
      if (at === 0) return 0;
    }
  }
}

/** The start of the value whose key starts here. */
function behindKey(bytes: Buffer, quote: number, keys: KeyReader | null, nesting: number): number {
  if (bytes[quote] !== QUOTE) return 0;
  const end = behindString(bytes, quote);
  if (end === 0) return 0;
  const colon = skipSpace(bytes, end);
  if (bytes[colon] !== COLON) return 0;
  const value = skipSpace(bytes, colon + 1);
  if (keys !== null) keys.key(bytes, quote + 1, end - quote - 2, value, nesting);
  return value;
}

/** The position after the string that starts here; 0 if it is not JSON. */
export function behindString(bytes: Buffer, quote: number): number {
  let at = quote + 1;
  for (;;) {
    while (PLAIN[bytes[at] ?? 0] === 1) at++;
    const byte = bytes[at];
    if (byte === QUOTE) return at + 1;
    if (byte !== BACKSLASH) return 0;
    const letter = bytes[at + 1] ?? 0;
    if (ESCAPES[letter] === 1) at += 2;
    else if (letter === LETTER_U && isHex(bytes, at + 2)) at += 6;
    else return 0;
  }
}

function isHex(bytes: Buffer, at: number): boolean {
  for (let i = at; i < at + 4; i++) if (HEX[bytes[i] ?? 0] !== 1) return false;
  return true;
}

function behindScalar(bytes: Buffer, at: number): number {
  const byte = bytes[at];
  if (byte === NULL[0]) return behindWord(bytes, at, NULL);
  if (byte === TRUE[0]) return behindWord(bytes, at, TRUE);
  if (byte === FALSE[0]) return behindWord(bytes, at, FALSE);
  return behindNumber(bytes, at);
}

function behindWord(bytes: Buffer, at: number, word: Buffer): number {
  for (let i = 1; i < word.length; i++) if (bytes[at + i] !== word[i]) return 0;
  return at + word.length;
}

function behindNumber(bytes: Buffer, start: number): number {
  let at = bytes[start] === MINUS ? start + 1 : start;
  at = bytes[at] === ZERO ? at + 1 : behindDigits(bytes, at);
  if (at !== 0 && bytes[at] === DOT) at = behindDigits(bytes, at + 1);
  if (at !== 0 && ((bytes[at] ?? 0) | 0x20) === LETTER_E) {
    const sign = bytes[at + 1];
    at = behindDigits(bytes, at + (sign === MINUS || sign === 0x2b ? 2 : 1));
  }
  return at;
}

function behindDigits(bytes: Buffer, start: number): number {
  let at = start;
  while (isDigit(bytes[at])) at++;
  return at === start ? 0 : at;
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39;
}

function skipSpace(bytes: Buffer, from: number): number {
  let at = from;
  while (bytes[at] === SPACE || bytes[at] === TAB) at++;
  return at;
}
