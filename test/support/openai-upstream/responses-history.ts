import { invalid } from "./fault.ts";
import type { Json } from "./rules.ts";

const outputs: Readonly<Record<string, readonly [call: string, told: string]>> = {
  function_call_output: ["function_call", "function call"],
  custom_tool_call_output: ["custom_tool_call", "custom tool call"],
};

/** Calls and what came of them must both be there. `continued`: the calls may stand in an earlier response. */
export function responsesHistory(items: readonly Json[], continued: boolean): void {
  const calls = new Map<string, Json>();
  const answered = new Set<string>();
  for (const item of items) {
    const output = outputs[String(item.type)];
    const callId = String(item.call_id);
    if (output === undefined) {
      if (item.call_id !== undefined) calls.set(callId, item);
      continue;
    }
    answered.add(callId);
    if (!continued && calls.get(callId)?.type !== output[0])
      throw invalid(`No tool call found for ${output[1]} output with call_id ${callId}.`, "input");
  }
  for (const [callId, call] of calls)
    if (!answered.has(callId))
      throw invalid(
        `No tool output found for ${call.type === "function_call" ? "function call" : "custom tool call"} ${callId}.`,
        "input",
      );
  items.forEach((item, i) => {
    if (item.type === "reasoning" && (items[i + 1] === undefined || items[i + 1]?.role === "user"))
      throw invalid(`Item '${item.id}' of type 'reasoning' was provided without its required following item.`, "input");
  });
}
