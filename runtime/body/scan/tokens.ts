/** The parts of JSON's grammar that are needed to find a member, over raw bytes. Each function returns a position or −1. */

export const QUOTE = 0x22;
export const BACKSLASH = 0x5c;
export const COMMA = 0x2c;
export const COLON = 0x3a;
export const OPEN_BRACE = 0x7b;
export const CLOSE_BRACE = 0x7d;
export const OPEN_BRACKET = 0x5b;
export const CLOSE_BRACKET = 0x5d;

/** A member's position, from the key's opening quote to the end of the value. `key` is unparsed, with its escapes. */
export interface Member {
  readonly key: string;
  readonly keyStart: number;
  readonly valueStart: number;
  readonly valueEnd: number;
}

/** The member whose key starts at `at`; null if there is none or the bytes end within it. */
export function readMember(bytes: Buffer, at: number): Member | null {
  if (bytes[at] !== QUOTE) return null;
  const keyEnd = skipString(bytes, at);
  if (keyEnd < 0) return null;
  const colon = skipSpace(bytes, keyEnd);
  if (bytes[colon] !== COLON) return null;
  const valueStart = skipSpace(bytes, colon + 1);
  const valueEnd = skipValue(bytes, valueStart);
  if (valueEnd < 0) return null;
  return { key: bytes.toString("latin1", at + 1, keyEnd - 1), keyStart: at, valueStart, valueEnd };
}

/** Whether only white space follows. */
export function isEnd(bytes: Buffer, at: number): boolean {
  return skipSpace(bytes, at) === bytes.length;
}

export function skipSpace(bytes: Buffer, from: number): number {
  let at = from;
  while (isSpace(bytes[at])) at++;
  return at;
}

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

function skipString(bytes: Buffer, quote: number): number {
  const end = bytes.length;
  for (let at = quote + 1; at < end; at++) {
    const byte = bytes[at];
    if (byte === QUOTE) return at + 1;
    if (byte === BACKSLASH) at++;
  }
  return -1;
}

function skipValue(bytes: Buffer, start: number): number {
  const first = bytes[start];
  if (first === QUOTE) return skipString(bytes, start);
  if (first === OPEN_BRACE || first === OPEN_BRACKET) return skipNested(bytes, start);
  let at = start;
  while (isScalar(bytes[at])) at++;
  return at === start ? -1 : at;
}

/** A byte of a number or of true, false, null. */
function isScalar(byte: number | undefined): boolean {
  if (byte === undefined) return false;
  return (
    (byte >= 0x30 && byte <= 0x39) ||
    (byte >= 0x61 && byte <= 0x7a) ||
    byte === 0x2d ||
    byte === 0x2e ||
    byte === 0x2b ||
    byte === 0x45
  );
}

function skipNested(bytes: Buffer, start: number): number {
  const end = bytes.length;
  let depth = 0;
  for (let at = start; at < end; at++) {
    const byte = bytes[at];
    if (byte === QUOTE) {
      // skipString inlined: a call for each of the 50,000 strings of a long context showed in the profile.
      for (at++; at < end; at++) {
        const inner = bytes[at];
        if (inner === QUOTE) break;
        if (inner === BACKSLASH) at++;
      }
    } else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) depth++;
    else if ((byte === CLOSE_BRACE || byte === CLOSE_BRACKET) && --depth === 0) return at + 1;
  }
  return -1;
}
