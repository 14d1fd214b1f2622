import type { Usage } from "../../model/usage.ts";
import type { JsonObject } from "../../sse/json-object.ts";
import { tokens } from "../../usage-in.ts";

/** https://platform.openai.com/docs/api-reference/chat/object; embeddings say `prompt_tokens` only. null for another object. */
export function usageOf(usage: JsonObject): Usage | null {
  if (typeof usage.prompt_tokens !== "number") return null;
  return {
    input: usage.prompt_tokens,
    output: tokens(usage, "completion_tokens"),
    total: typeof usage.total_tokens === "number" ? usage.total_tokens : null,
    cached: tokens(usage.prompt_tokens_details, "cached_tokens"),
    cacheWritten: { short: 0, long: 0 },
    reasoning: tokens(usage.completion_tokens_details, "reasoning_tokens"),
    extras: null,
  };
}
