import { isObject, type JsonObject } from "../../../sse/json-object.ts";
import { jsonText } from "../../../sse/json-text.ts";
import { textOf, wordOf } from "../json.ts";
import { chatPart, plainText } from "./content.ts";
import type { ToolNames } from "./tool-names.ts";
import type { ChatTraits } from "./traits.ts";

/** Calls of the API's own tools that a client runs: in chat, functions of these names. */
const OWN_CALLS: ReadonlyMap<unknown, { readonly name: string; readonly given: string }> = new Map([
  ["local_shell_call", { name: "local_shell", given: "action" }],
  ["shell_call", { name: "shell", given: "action" }],
  ["apply_patch_call", { name: "apply_patch", given: "operation" }],
  ["tool_search_call", { name: "tool_search", given: "arguments" }],
]);

const OUTPUTS: ReadonlySet<unknown> = new Set([
  "function_call_output",
  "custom_tool_call_output",
  "local_shell_call_output",
  "shell_call_output",
  "apply_patch_call_output",
  "tool_search_output",
]);

/** The tool call of chat that an item is; null where it is none. */
export function callOf(item: JsonObject, names: ToolNames, traits: ChatTraits): JsonObject | null {
  const id = idOf(item);
  if (item.type === "function_call") {
    return functionCall(id, nameOf(item, names), textOf(item.arguments));
  }
  if (item.type === "custom_tool_call") {
    const name = nameOf(item, names);
    const input = textOf(item.input);
    return traits.customTools
      ? { id, type: "custom", custom: { name, input } }
      : functionCall(id, name, jsonText({ input }));
  }
  const own = OWN_CALLS.get(item.type);
  return own === undefined ? null : functionCall(id, own.name, jsonText(item[own.given] ?? {}));
}

function functionCall(id: string, name: string, given: string): JsonObject {
  return { id, type: "function", function: { name, arguments: given } };
}

function nameOf(item: JsonObject, names: ToolNames): string {
  return names.nameOf(textOf(item.name), wordOf(item.namespace));
}

function idOf(item: JsonObject): string {
  return wordOf(item.call_id) ?? textOf(item.id);
}

/** What a tool said. */
export interface ToolOutput {
  /** Of the call; in a local shell's output, it may be that of the call's item. */
  readonly id: string;
  readonly text: string;
  /** Images and files, as parts of chat: tool messages hold texts only. */
  readonly attached: readonly unknown[];
}

export function isOutput({ type }: JsonObject): boolean {
  return OUTPUTS.has(type);
}

export function outputOf(item: JsonObject): ToolOutput | null {
  if (!isOutput(item)) return null;
  const { output } = item;
  const id = idOf(item);
  if (item.type === "function_call_output" || item.type === "custom_tool_call_output") {
    if (Array.isArray(output)) {
      const attached = output.filter((part) => isObject(part) && typeof part.text !== "string").map(chatPart);
      return { id, text: plainText(output, "\n"), attached };
    }
  }
  if (item.type === "tool_search_output") return { id, text: jsonText(item.tools ?? []), attached: [] };
  const said = output ?? item.status ?? "";
  return { id, text: typeof said === "string" ? said : jsonText(said), attached: [] };
}
