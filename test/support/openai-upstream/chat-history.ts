import { invalid } from "./fault.ts";
import type { Json } from "./rules.ts";

/** Calls and what came of them must stand behind each other. */
export function chatHistory(messages: readonly Json[]): void {
  let open = new Set<string>();
  messages.forEach((message, i) => {
    if (message.role === "tool") {
      if (!open.delete(String(message.tool_call_id)))
        throw invalid(
          "Invalid parameter: messages with role 'tool' must be a response to a preceeding message with 'tool_calls'.",
          `messages.[${i}].role`,
        );
      return;
    }
    unanswered(open, i);
    const calls = (message.tool_calls ?? []) as readonly Json[];
    open = new Set(calls.map(({ id }) => String(id)));
    if (
      message.role === "assistant" &&
      message.content == null &&
      message.refusal == null &&
      calls.length === 0 &&
      message.function_call == null
    )
      throw invalid(`Invalid value for 'content': expected a string, got null.`, `messages.[${i}].content`);
  });
  unanswered(open, messages.length);
}

function unanswered(open: ReadonlySet<string>, place: number): void {
  if (open.size === 0) return;
  throw invalid(
    `An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. The following tool_call_ids did not have response messages: ${[...open].join(", ")}`,
    `messages.[${place}].role`,
  );
}
