import { isObject, type JsonObject, parseObject } from "../protocols/sse/json-object.ts";
import { inputItems } from "./items.ts";

/** An answer of an upstream that keeps none, so that Turnout does. */
export interface StoredResponse {
  /** The instance that made it, `openai.1`. */
  readonly from: string;
  /** As the client got it. */
  readonly response: JsonObject;
  /** What it answers, from the conversation's first item on; each has an id. */
  readonly input: readonly JsonObject[];
}

export function storedText(stored: StoredResponse): string {
  return JSON.stringify(stored);
}

/** null for what is no such text. */
export function storedFrom(text: string): StoredResponse | null {
  const value = parseObject(text);
  if (value === null || typeof value.from !== "string" || !isObject(value.response)) return null;
  return { from: value.from, response: value.response, input: inputItems(value.input) };
}

/** The conversation up to and with it. */
export function conversationOf({ input, response }: StoredResponse): readonly JsonObject[] {
  return [...input, ...inputItems(response.output)];
}
