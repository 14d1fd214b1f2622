import type { JsonObject } from "../../json/json-object.ts";
import type { Call } from "../../model/block.ts";
import type { ToolNames } from "./tool-names.ts";
import type { ChatTraits } from "./traits.ts";

/** An entry of `tool_calls`. Without custom tools, the input is the argument of a function. */
export function chatCall(call: Call, names: ToolNames, { customTools }: ChatTraits): JsonObject {
  const { id, tool, input } = call;
  const name = names.nameOf(call.name, call.namespace);
  if (tool === "function") return { id, type: "function", function: { name, arguments: input } };
  return customTools
    ? { id, type: "custom", custom: { name, input } }
    : { id, type: "function", function: { name, arguments: JSON.stringify({ input }) } };
}
