import { parseExact } from "../../protocols/json/exact.ts";
import type { JsonObject } from "../../protocols/json/json-object.ts";
import { jsonText, writableText } from "../../protocols/json/json-text.ts";
import { payloadOf } from "../../wire/payload.ts";
import type { Payload } from "../../wire/upstream.ts";
import type { LongText } from "./survey.ts";

/**
 * Long texts are not parsed. Their start is followed by a sign with a number instead, which passes through everything that
 * copies, joins or translates values; when the result is written, the bytes take its place as they came. So a file of twenty
 * megabytes in a request costs neither time nor memory.
 */
export interface LongTexts {
  /** What stands for each, by its number. */
  readonly bytes: readonly Buffer[];
}

/**
 * `@`, a control character, a word, the number and `;`. How often the character's escape is escaped itself shows how many
 * JSON texts are within each other there: it starts directly after the `@`. The word differs in each process, since a request
 * and the conversation that it continues have one list: neither can know a sign for the other's texts.
 */
const WORD = `turnout-long-text-${Math.random().toString(36).slice(2)}-`;
const ESCAPE = "u0001";
const END = ";";
const LONGEST_NUMBER = 8;
const [AT, BACKSLASH] = [0x40, 0x5c];
/** Smaller pieces are joined, since each write costs more than copying it. */
const OWN_PIECE = 65_536;

/** Whether a client's own text could be taken for a sign. */
export function mentionsLongText(bytes: Buffer): boolean {
  return bytes.includes(WORD);
}

/** The text to parse, and the list with the long texts added to it. `known`: those that may be in the same request. */
export function shortened(
  bytes: Buffer,
  texts: readonly LongText[],
  known: LongTexts | null,
): { readonly text: string; readonly long: LongTexts | null } {
  if (texts.length === 0) return { text: bytes.toString("utf8"), long: known };
  const all = known === null ? [] : [...known.bytes];
  const parts: string[] = [];
  let at = 0;
  for (const { from, to } of texts) {
    parts.push(bytes.toString("utf8", at, from), `@\\${ESCAPE}${WORD}${all.length}${END}`);
    all.push(bytes.subarray(from, to));
    at = to;
  }
  parts.push(bytes.toString("utf8", at));
  return { text: parts.join(""), long: { bytes: all } };
}

/** A value with its long texts. */
export function restored(value: unknown, long: LongTexts | null): unknown {
  if (long === null || value === undefined) return value;
  return parseExact(Buffer.concat(pieces(jsonText(value), long)).toString("utf8"));
}

/** The JSON text of an object, with its long texts as they came; null if it nests deeper than can be written. */
export function written(value: JsonObject, long: LongTexts | null): Payload | null {
  const text = writableText(value);
  return text === null ? null : payloadOf(withLong(text, long));
}

/** JSON text of values, with their long texts. */
export function withLong(text: string, long: LongTexts | null): readonly Buffer[] {
  return long === null ? [Buffer.from(text)] : pieces(text, long);
}

function pieces(text: string, long: LongTexts): readonly Buffer[] {
  const done: Buffer[] = [];
  let small: Buffer[] = [];
  const add = (bytes: Buffer): void => {
    if (bytes.length < OWN_PIECE) {
      small.push(bytes);
      return;
    }
    if (small.length > 0) done.push(Buffer.concat(small));
    small = [];
    done.push(bytes);
  };
  let from = 0;
  for (let word = text.indexOf(WORD); word >= 0; word = text.indexOf(WORD, word + 1)) {
    const sign = signAt(text, word, long);
    if (sign === null) continue;
    add(Buffer.from(text.slice(from, sign.from)));
    add(sign.bytes);
    from = sign.to;
  }
  add(Buffer.from(text.slice(from)));
  if (small.length > 0) done.push(Buffer.concat(small));
  return done;
}

interface Sign {
  readonly from: number;
  readonly to: number;
  /** What stands there. */
  readonly bytes: Buffer;
}

/** null if the word is only a client's text, in which an escape hid it. */
function signAt(text: string, word: number, long: LongTexts): Sign | null {
  const code = word - ESCAPE.length;
  if (!text.startsWith(ESCAPE, code)) return null;
  let from = code;
  while (text.charCodeAt(from - 1) === BACKSLASH) from--;
  const slashes = code - from;
  if (text.charCodeAt(--from) !== AT || slashes === 0) return null;
  const number = word + WORD.length;
  const end = text.slice(number, number + LONGEST_NUMBER).indexOf(END) + number;
  const bytes = end <= number ? undefined : long.bytes[Number(text.slice(number, end))];
  if (bytes === undefined) return null;
  return { from, to: end + END.length, bytes: escaped(bytes, Math.log2(slashes)) };
}

/** A text within a text, such as the arguments of a call, is escaped once more for each. */
function escaped(bytes: Buffer, times: number): Buffer {
  let text = bytes;
  for (let time = 0; time < times; time++) text = Buffer.from(JSON.stringify(text.toString("utf8")).slice(1, -1));
  return text;
}
