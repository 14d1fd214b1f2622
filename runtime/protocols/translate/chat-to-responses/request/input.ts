import { isObject, type JsonObject } from "../../../sse/json-object.ts";
import { type Calls, trackCalls } from "./calls.ts";
import { ignored } from "./dropped.ts";
import { leadingInstructions } from "./instructions.ts";
import { inputContent, outputContent } from "./parts.ts";
import { reasoningItems } from "./reasoning-items.ts";

export interface Input {
  readonly instructions: string | null;
  /** undefined where the client sent no messages. */
  readonly input: unknown;
  readonly warnings: readonly string[];
}

/** `messages` as the items of `input`. */
export function inputOf(messages: unknown): Input {
  if (!Array.isArray(messages)) return { instructions: null, input: messages ?? undefined, warnings: [] };
  const { instructions, taken } = leadingInstructions(messages);
  const calls = trackCalls();
  const input = messages.slice(taken).flatMap((message) => itemsOf(message, calls));
  const lost = ["name", "audio"].filter((member) => messages.some((message) => loses(message, member)));
  return { instructions, input, warnings: lost.map((member) => ignored(`messages[].${member}`)) };
}

/** A function's result is found by its name; no other message of /responses has one. */
function loses(message: unknown, member: string): boolean {
  return isObject(message) && message.role !== "function" && message.role !== "tool" && isSaid(message[member]);
}

function isSaid(value: unknown): boolean {
  return value !== undefined && value !== null && value !== "";
}

function itemsOf(message: unknown, calls: Calls): readonly unknown[] {
  if (!isObject(message)) return [message];
  const { role, content } = message;
  switch (role) {
    case "assistant":
      return assistantItems(message, calls);
    case "tool": {
      const id = message.tool_call_id;
      return [{ type: calls.outputType(id), call_id: id, output: inputContent(content) }];
    }
    case "function":
      return [{ type: "function_call_output", call_id: calls.idOf(message.name), output: inputContent(content) }];
    default:
      return [{ type: "message", role, content: inputContent(content) }];
  }
}

function assistantItems(message: JsonObject, calls: Calls): readonly unknown[] {
  const { role, refusal, tool_calls, function_call } = message;
  const content = outputContent(message.content, refusal);
  return [
    ...reasoningItems(message.reasoning_items),
    ...(content === null ? [] : [{ type: "message", role, content }]),
    ...(Array.isArray(tool_calls) ? tool_calls.map(calls.tool) : []),
    ...(isObject(function_call) ? [calls.legacy(function_call)] : []),
  ];
}
