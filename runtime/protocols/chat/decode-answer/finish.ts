import type { Finish } from "../../model/answer-sink.ts";

/** From the API's finish reasons, and those of servers that pass on their model's. */
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
