import { isObject } from "../../json/json-object.ts";
import { numberIn, objectIn } from "../../json/read.ts";
import type { Usage } from "../../model/usage.ts";

/** A response's `usage`; null if there is none. */
export function usageIn(usage: unknown): Usage | null {
  if (!isObject(usage)) return null;
  const { input_tokens, output_tokens, total_tokens, input_tokens_details, output_tokens_details, ...members } = usage;
  const inputDetails = objectIn(input_tokens_details);
  const outputDetails = objectIn(output_tokens_details);
  return {
    input: numberIn(input_tokens) ?? 0,
    output: numberIn(output_tokens) ?? 0,
    total: numberIn(total_tokens),
    cached: numberIn(inputDetails.cached_tokens) ?? 0,
    cacheWritten: { short: numberIn(inputDetails.cache_write_tokens) ?? 0, long: 0 },
    reasoning: numberIn(outputDetails.reasoning_tokens) ?? 0,
    extras: { family: "openai", inputDetails, outputDetails, members },
  };
}
