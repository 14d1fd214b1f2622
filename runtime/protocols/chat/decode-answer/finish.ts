import type { Finish } from "../../model/answer-sink.ts";

/** Of the API's words for why an answer ended, and of those of servers that keep their model's. */
export function finishOf(reason: unknown): Finish {
  switch (reason) {
    case "length":
    case "max_tokens":
    case "model_length":
      return "length";
    case "content_filter":
      return "filter";
    case "tool_calls":
    case "function_call":
      return "calls";
    default:
      return "stop";
  }
}
