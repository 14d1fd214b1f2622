import type { Call, Node, ResultBlock } from "../../model/block.ts";
import { type Members, membersOf } from "../../model/members.ts";

type OutputType = "function_call_output" | "custom_tool_call_output";

/** The types of call outputs, which depend on the kind of the called tool. */
export interface OutputTypes {
  addCustom(call: string): void;
  of(call: string): OutputType;
}

export function createOutputTypes(): OutputTypes {
  let custom: Set<string> | null = null;
  return {
    addCustom(call) {
      custom ??= new Set();
      custom.add(call);
    },
    of: (call) => (custom?.has(call) === true ? "custom_tool_call_output" : "function_call_output"),
  };
}

export function callItem(call: Node & Call, types: OutputTypes): unknown {
  const { id, tool, name, namespace, input, extras } = call;
  const type = tool === "custom" ? "custom_tool_call" : "function_call";
  const item: Members = extras === null ? { type, call_id: id } : { type, call_id: id, ...membersOf(extras, "openai") };
  item.name = name;
  if (namespace !== null) item.namespace = namespace;
  if (tool === "custom") {
    types.addCustom(id);
    item.input = input;
  } else item.arguments = input;
  return item;
}

export function outputItem({ call }: ResultBlock, output: unknown, types: OutputTypes): unknown {
  return { type: types.of(call), call_id: call, output };
}
