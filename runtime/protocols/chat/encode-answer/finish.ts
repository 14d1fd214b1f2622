import type { Finish } from "../../model/answer-sink.ts";

/** The finish reason in chat. `legacy`: for a client that sent `functions`. */
export function finishReasonOf(finish: Finish, legacy: boolean): string {
  switch (finish) {
    case "length":
      return "length";
    case "filter":
      return "content_filter";
    case "calls":
      return legacy ? "function_call" : "tool_calls";
    default:
      return "stop";
  }
}
