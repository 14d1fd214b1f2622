/**
 * Captured bytes are searched as text with one character per byte: that is lossless for any bytes, makes the search fastest,
 * and a character cut in two by a read needs no special treatment.
 */

/** The UTF-8 bytes of a text, one character each. */
export function toBytes(text: string): string {
  return isAscii(text) ? text : Buffer.from(text, "utf8").toString("latin1");
}

/** The text whose UTF-8 bytes these are. */
export function fromBytes(bytes: string): string {
  return isAscii(bytes) ? bytes : Buffer.from(bytes, "latin1").toString("utf8");
}

export function isAscii(text: string): boolean {
  return /^[\x00-\x7f]*$/.test(text);
}

/** The length of `bytes` without an incomplete character at the end: at most three bytes less. */
export function wholeCharacters(bytes: string): number {
  const end = bytes.length;
  for (let back = 1; back <= 3 && back <= end; back++) {
    const byte = bytes.charCodeAt(end - back);
    if (byte < 0x80) return end;
    // https://www.rfc-editor.org/rfc/rfc3629#section-3: the first byte determines how many there are.
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? end - back : end;
  }
  return end;
}
