import { isObject, type JsonObject } from "../../../sse/json-object.ts";

/** An assistant message's `reasoning_items`, as an answer of ours had them. Without its encrypted text one says nothing. */
export function reasoningItems(items: unknown): readonly JsonObject[] {
  if (!Array.isArray(items)) return [];
  return items
    .filter(isObject)
    .filter(({ encrypted_content: text }) => typeof text === "string" && text !== "")
    .map((item) => ({ ...item, type: "reasoning", summary: Array.isArray(item.summary) ? item.summary : [] }));
}
