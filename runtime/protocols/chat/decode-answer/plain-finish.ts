import type { Finish } from "../../model/answer-sink.ts";

/** What a finish reason of the mock means. */
export function plainFinish(reason: string | null): Finish {
  if (reason === "tool_calls") return "calls";
  return reason === "length" ? "length" : "stop";
}
