import type { Usage } from "../../model/usage.ts";
import type { JsonObject } from "../../sse/json-object.ts";
import { tokens } from "../../usage-in.ts";

/** https://platform.openai.com/docs/api-reference/responses/object; null for another object of the name. */
export function usageOf(usage: JsonObject): Usage | null {
  if (typeof usage.input_tokens !== "number") return null;
  return {
    input: usage.input_tokens,
    output: tokens(usage, "output_tokens"),
    total: typeof usage.total_tokens === "number" ? usage.total_tokens : null,
    cached: tokens(usage.input_tokens_details, "cached_tokens"),
    cacheWritten: { short: 0, long: 0 },
    reasoning: tokens(usage.output_tokens_details, "reasoning_tokens"),
    extras: null,
  };
}
