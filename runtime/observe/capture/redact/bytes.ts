/**
 * Captured bytes are searched as text of one character a byte: nothing is lost in it, whatever the bytes are, a search
 * in it is the fastest there is, and a character that was cut in two by a read is no special case.
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

/** Where `bytes` ends if a character that is not whole yet is left off: at most three bytes before its end. */
export function wholeCharacters(bytes: string): number {
  const end = bytes.length;
  for (let back = 1; back <= 3 && back <= end; back++) {
    const byte = bytes.charCodeAt(end - back);
    if (byte < 0x80) return end;
    // https://www.rfc-editor.org/rfc/rfc3629#section-3: the first byte says how many there are.
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? end - back : end;
  }
  return end;
}
