import { QUOTE } from "../scan/tokens.ts";

const URL_START = Buffer.from("data:");
const BASE64 = Buffer.from(";base64,");
/** The longest media type that is looked for after `data:`. */
const LONGEST_TYPE = 128;
/** Shorter data is counted as text. */
const LEAST = 256;
const MEMBER = /"data"\s{0,4}:\s{0,4}$/;

/**
 * The end of a string that holds a file: a base64 data URL, or the bare base64 of a member `data`, as audio has it. −1 for
 * any other string. `start` is the position after its opening quote.
 */
export function dataEnd(bytes: Buffer, start: number): number {
  if (bytes[start] === URL_START[0] && stands(bytes, start, URL_START)) {
    const place = bytes.subarray(start, start + LONGEST_TYPE).indexOf(BASE64);
    return place < 0 ? -1 : bytes.indexOf(QUOTE, start + place);
  }
  if (!isBase64(bytes[start + LEAST - 1]) || !isBase64(bytes[start + LEAST / 2])) return -1;
  for (let at = start; at < start + LEAST; at++) if (!isBase64(bytes[at])) return -1;
  const before = bytes.toString("latin1", Math.max(0, start - 16), start - 1);
  return MEMBER.test(before) ? bytes.indexOf(QUOTE, start) : -1;
}

function stands(bytes: Buffer, at: number, text: Buffer): boolean {
  return bytes.compare(text, 0, text.length, at, Math.min(bytes.length, at + text.length)) === 0;
}

function isBase64(byte: number | undefined): boolean {
  if (byte === undefined) return false;
  const letter = byte | 0x20;
  return (letter >= 0x61 && letter <= 0x7a) || (byte >= 0x2f && byte <= 0x39) || byte === 0x2b || byte === 0x3d;
}
