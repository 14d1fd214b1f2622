import { isObject, type JsonObject } from "../protocols/json/json-object.ts";

/** https://platform.openai.com/docs/api-reference/responses/create#responses-create-input */

/** The prefixes of item ids; kinds that are not listed have a message's. */
const PREFIXES: Readonly<Record<string, string>> = {
  reasoning: "rs_",
  function_call: "fc_",
  function_call_output: "fco_",
  custom_tool_call: "ctc_",
  custom_tool_call_output: "ctco_",
};

/** A plain text is short for one user message. */
export function inputItems(input: unknown): readonly JsonObject[] {
  if (typeof input === "string") return [{ type: "message", role: "user", content: input }];
  return Array.isArray(input) ? input.filter(isObject) : [];
}

/** Gives an item an id of the API's form, unless it has one. */
function withId(item: JsonObject, newId: () => string): JsonObject {
  if (typeof item.id === "string") return item;
  const { type } = item;
  const prefix = (typeof type === "string" && Object.hasOwn(PREFIXES, type) && PREFIXES[type]) || "msg_";
  return { ...item, id: prefix + newId() };
}

/** The items, each made when it is asked for. */
export function* withIds(items: Iterable<JsonObject>, newId: () => string): Iterable<JsonObject> {
  for (const item of items) yield withId(item, newId);
}

/** An item as the API lists it: a message has its type, and its content is in parts. */
export function listed(item: JsonObject): JsonObject {
  const { type, role, content } = item;
  if ((type !== undefined && type !== "message") || typeof role !== "string") return item;
  return { ...item, type: "message", status: item.status ?? "completed", role, content: partsOf(role, content) };
}

function partsOf(role: string, content: unknown): unknown {
  if (typeof content !== "string") return content;
  return role === "assistant"
    ? [{ type: "output_text", text: content, annotations: [] }]
    : [{ type: "input_text", text: content }];
}

/**
 * Items for an upstream that stores responses but did not create these: it would look up their ids. Reasoning that is
 * useless without its id is left out.
 */
export function withoutIds(items: readonly JsonObject[]): readonly JsonObject[] {
  return items.filter(isReadable).map(({ id: _, ...rest }) => rest);
}

function isReadable({ type, encrypted_content: encrypted }: JsonObject): boolean {
  return type !== "reasoning" || (typeof encrypted === "string" && encrypted !== "");
}
