import { isObject, type JsonObject, parseObject } from "../protocols/json/json-object.ts";
import { jsonText } from "../protocols/json/json-text.ts";
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

export function storedText(stored: StoredResponse): string {
  return jsonText(stored);
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
