/** The classes of bytes that the estimate distinguishes. */
export const LOWER = 0;
export const UPPER = 1;
export const DIGIT = 2;
export const SPACE = 3;
export const MARK = 4;
export const BACKSLASH = 5;
export const QUOTE = 6;
/** A part of a character outside ASCII. */
export const WIDE = 7;

export const KINDS: Uint8Array = Uint8Array.from({ length: 256 }, (_, byte) => {
  const character = String.fromCharCode(byte);
  if (byte > 0x7f) return WIDE;
  if (/[a-z]/.test(character)) return LOWER;
  if (/[A-Z]/.test(character)) return UPPER;
  if (/[0-9]/.test(character)) return DIGIT;
  if (byte <= 0x20) return SPACE;
  if (character === '"') return QUOTE;
  return character === "\\" ? BACKSLASH : MARK;
});

const CONTINUATION = 0x3f;

/** The UTF-8 character whose first byte is at `at`. */
export function codeAt(bytes: Buffer, at: number): number {
  const lead = bytes[at] ?? 0;
  const second = (bytes[at + 1] ?? 0) & CONTINUATION;
  if (lead < 0xe0) return ((lead & 0x1f) << 6) | second;
  const third = (bytes[at + 2] ?? 0) & CONTINUATION;
  return lead < 0xf0 ? ((lead & 0x0f) << 12) | (second << 6) | third : 0x10000;
}

export function lengthFrom(lead: number): number {
  if (lead < 0xe0) return 2;
  return lead < 0xf0 ? 3 : 4;
}

/** The character of a `\uXXXX` whose backslash is at `at`. */
export function codeOfEscape(bytes: Buffer, at: number): number {
  let code = 0;
  for (let i = at + 2; i < at + 6; i++) code = code * 16 + hexValue(bytes[i] ?? 0);
  return code;
}

function hexValue(byte: number): number {
  return (byte & 0x0f) + (byte > 0x39 ? 9 : 0);
}
