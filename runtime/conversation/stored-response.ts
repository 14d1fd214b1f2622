import { type LongTexts, written } from "../body/whole/long-texts.ts";
import { isObject, type JsonObject, parseObject } from "../protocols/json/json-object.ts";
import { flatten } from "../wire/payload.ts";
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

/** Its JSON text; null if it nests deeper than can be written. `long`: the texts that its input only refers to. */
export function storedText(stored: StoredResponse, long: LongTexts | null): Buffer | null {
  const text = written({ ...stored }, long);
  return text === null ? null : flatten(text);
}

/** null if the text is not a stored response. */
export function storedFrom(text: string): StoredResponse | null {
  const value = parseObject(text);
  if (value === null || typeof value.from !== "string" || !isObject(value.response)) return null;
  return { from: value.from, response: value.response, input: inputItems(value.input) };
}

/** The conversation, this response included. */
export function conversationOf({ input, response }: StoredResponse): readonly JsonObject[] {
  return [...input, ...inputItems(response.output)];
}
