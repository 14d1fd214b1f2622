import type { JsonObject } from "../../json/json-object.ts";
import { jsonText } from "../../json/json-text.ts";
import { wordIn } from "../../json/read.ts";
import type { ResultBlock } from "../../model/block.ts";
import type { Content } from "../../model/turn.ts";
import { callId } from "./calls.ts";
import { contentIn } from "./parts.ts";

/** Reads the outputs of tools, item by item in the order of the input. */
export interface Outputs {
  noteCall(item: JsonObject): void;
  /** null if the item is not an output. */
  resultIn(item: JsonObject): ResultBlock | null;
}

const OUTPUTS: ReadonlySet<unknown> = new Set([
  "function_call_output",
  "custom_tool_call_output",
  "local_shell_call_output",
  "shell_call_output",
  "apply_patch_call_output",
  "tool_search_output",
]);

export function createOutputs(): Outputs {
  /** The output of a local shell may refer to the item of its call. */
  let shellCalls: Map<string, string> | null = null;
  return {
    noteCall(item) {
      const call = wordIn(item.call_id);
      const id = wordIn(item.id);
      if (item.type !== "local_shell_call" || call === null || id === null) return;
      shellCalls ??= new Map();
      shellCalls.set(id, call);
    },
    resultIn(item) {
      if (!OUTPUTS.has(item.type)) return null;
      const id = callId(item);
      const call = item.type === "local_shell_call_output" ? (shellCalls?.get(id) ?? id) : id;
      return { kind: "result", call, failed: false, content: outputIn(item), extras: null, cache: null };
    },
  };
}

function outputIn({ type, output, tools, status }: JsonObject): Content {
  if (type === "tool_search_output") return jsonText(tools ?? []);
  const holdsParts = type === "function_call_output" || type === "custom_tool_call_output";
  if (holdsParts && Array.isArray(output)) return contentIn(output);
  const given = output ?? status ?? "";
  return typeof given === "string" ? given : jsonText(given);
}
