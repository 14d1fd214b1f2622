import type { WholeLimits } from "../body/whole/limits.ts";
import { type LongTexts, withLong } from "../body/whole/long-texts.ts";
import { readWhole } from "../body/whole/read-whole.ts";
import type { GatewayError } from "../errors.ts";
import { isObject, type JsonObject, parseObject } from "../protocols/json/json-object.ts";
import { writableText } from "../protocols/json/json-text.ts";
import { inputItems } from "./items.ts";

/** An answer of an upstream that does not store responses, so Turnout does. */
export interface StoredResponse {
  /** The instance that created it, `openai.1`. */
  readonly from: string;
  /** As the client received it. */
  readonly response: JsonObject;
  /** The whole conversation before it, from the first item; each item has an id. */
  readonly input: readonly JsonObject[];
}

/** One that is about to be stored: its items may be made one after the other, and take no memory before or after that. */
export interface NewResponse extends Omit<StoredResponse, "input"> {
  readonly input: Iterable<JsonObject>;
}

/** A stored response that is read for a request. */
export interface Reading {
  readonly limits: WholeLimits;
  /** The long texts of the request, which those of the conversation follow. */
  readonly long: LongTexts | null;
}

export type StoredRead =
  | { readonly kind: "stored"; readonly stored: StoredResponse; readonly long: LongTexts | null }
  /** It exceeds a limit. */
  | { readonly kind: "refused"; readonly error: GatewayError };

/** In characters: as much as is written at once. */
const MUCH = 65_536;

/** Its JSON text; null if it nests deeper than can be written. `long`: the texts that its input only refers to. */
export function storedText({ from, response, input }: NewResponse, long: LongTexts | null): Buffer | null {
  const told = writableText(response);
  if (told === null) return null;
  const pieces: Buffer[] = [...withLong(`{"from":${JSON.stringify(from)},"response":${told},"input":[`, long)];
  let texts = "";
  let comma = "";
  for (const item of input) {
    const text = writableText(item);
    if (text === null) return null;
    texts += comma + text;
    comma = ",";
    if (texts.length < MUCH) continue;
    pieces.push(...withLong(texts, long));
    texts = "";
  }
  pieces.push(...withLong(`${texts}]}`, long));
  return Buffer.concat(pieces);
}

/** null if the text is not a stored response. Without a `reading`, all of its texts are read. */
export function storedFrom(bytes: Buffer, reading: Reading | null): StoredRead | null {
  if (reading === null) {
    const stored = storedIn(parseObject(bytes.toString("utf8")));
    return stored === null ? null : { kind: "stored", stored, long: null };
  }
  const read = readWhole(bytes, reading.limits, reading.long, "conversation");
  if (read.kind === "refused") return read;
  const stored = read.kind === "read" ? storedIn(read.value) : null;
  return stored === null || read.kind !== "read" ? null : { kind: "stored", stored, long: read.long };
}

function storedIn(value: unknown): StoredResponse | null {
  if (!isObject(value) || typeof value.from !== "string" || !isObject(value.response)) return null;
  return { from: value.from, response: value.response, input: inputItems(value.input) };
}

/** The conversation, this response included. */
export function conversationOf({ input, response }: StoredResponse): readonly JsonObject[] {
  return [...input, ...inputItems(response.output)];
}
