import type { JsonObject } from "../../json/json-object.ts";
import { jsonText } from "../../json/json-text.ts";
import { stringIn, wordIn } from "../../json/read.ts";
import type { Call, Node } from "../../model/block.ts";

/** Calls of the API's built-in tools that a client runs: in all other protocols they are functions with these names. */
const OWN_CALLS: ReadonlyMap<unknown, { readonly name: string; readonly input: string }> = new Map([
  ["local_shell_call", { name: "local_shell", input: "action" }],
  ["shell_call", { name: "shell", input: "action" }],
  ["apply_patch_call", { name: "apply_patch", input: "operation" }],
  ["tool_search_call", { name: "tool_search", input: "arguments" }],
]);

/** null if the item is not a call. */
export function callIn(item: JsonObject): (Node & Call) | null {
  if (item.type === "function_call") return namedCall(item, "function", stringIn(item.arguments));
  if (item.type === "custom_tool_call") return namedCall(item, "custom", stringIn(item.input));
  const own = OWN_CALLS.get(item.type);
  if (own === undefined) return null;
  return callBlock(callId(item), "function", own.name, null, jsonText(item[own.input] ?? {}));
}

/** The id of the call that an item is, or is the output of. */
export function callId(item: JsonObject): string {
  return wordIn(item.call_id) ?? stringIn(item.id);
}

function namedCall(item: JsonObject, tool: Call["tool"], input: string): Node & Call {
  return callBlock(callId(item), tool, stringIn(item.name), wordIn(item.namespace), input);
}

function callBlock(id: string, tool: Call["tool"], name: string, namespace: string | null, input: string): Node & Call {
  return { kind: "call", id, tool, name, namespace, input, continuation: null, extras: null, cache: null };
}
