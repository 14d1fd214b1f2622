import type { Finish } from "../../model/answer-sink.ts";

/** Finish reasons of the API, and of servers that pass on their model's, in lower case. "broken": the server gave up. */
const FINISHES: Readonly<Record<Finish | "broken", readonly string[]>> = {
  stop: ["stop", "eos", "eos_token", "end_turn", "stop_sequence", "end", "complete", "completed", "finished"],
  length: ["length", "max_tokens", "model_length", "max_output_tokens", "max_length", "model_context_window_exceeded"],
  calls: ["tool_calls", "function_call", "tool_use", "tool_call"],
  filter: [
    "content_filter",
    "content_filtered",
    "safety",
    "recitation",
    "blocklist",
    "prohibited_content",
    "spii",
    "guardrail_intervened",
    "sensitive",
    "refusal",
  ],
  refusal: [],
  pause: [],
  broken: [
    "insufficient_system_resource", // DeepSeek
    "abort", // vLLM and SGLang
    "aborted",
    "cancelled",
    "repetition", // vLLM
    "malformed_function_call", // Gemini
    "network_error", // GLM
    "timeout",
  ],
};

const BY_REASON: ReadonlyMap<string, Finish | "broken"> = new Map(
  (Object.keys(FINISHES) as (Finish | "broken")[]).flatMap((finish) =>
    FINISHES[finish].map((reason) => [reason, finish] as const),
  ),
);

/**
 * What a finish reason means. An unknown one does not say that the answer is complete, so it counts as cut short; none at
 * all, where the stream has ended well, counts as complete.
 */
export function finishOf(reason: string | null): Finish | "broken" {
  return reason === null ? "stop" : (BY_REASON.get(reason.toLowerCase()) ?? "length");
}
