import { COMMA, QUOTE } from "../scan/tokens.ts";

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
    const comma = endOfType(bytes, start + URL_START.length);
    return comma > 0 && endsWith(bytes, comma, BASE64) ? bytes.indexOf(QUOTE, comma) : -1;
  }
  if (!isBase64(bytes[start + LEAST - 1]) || !isBase64(bytes[start + LEAST / 2])) return -1;
  for (let at = start; at < start + LEAST; at++) if (!isBase64(bytes[at])) return -1;
  const before = bytes.toString("latin1", Math.max(0, start - 16), start - 1);
  return MEMBER.test(before) ? bytes.indexOf(QUOTE, start) : -1;
}

/** The comma behind a media type; -1 if the text ends before, or goes on for long without one. */
function endOfType(bytes: Buffer, from: number): number {
  const most = Math.min(bytes.length, from + LONGEST_TYPE);
  for (let at = from; at < most && bytes[at] !== QUOTE; at++) if (bytes[at] === COMMA) return at;
  return -1;
}

function endsWith(bytes: Buffer, end: number, text: Buffer): boolean {
  return stands(bytes, end - text.length + 1, text);
}

function stands(bytes: Buffer, at: number, text: Buffer): boolean {
  for (let index = 0; index < text.length; index++) if (bytes[at + index] !== text[index]) return false;
  return true;
}

function isBase64(byte: number | undefined): boolean {
  if (byte === undefined) return false;
  const letter = byte | 0x20;
  return (letter >= 0x61 && letter <= 0x7a) || (byte >= 0x2f && byte <= 0x39) || byte === 0x2b || byte === 0x3d;
}
