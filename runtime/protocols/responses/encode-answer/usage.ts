import type { JsonObject } from "../../json/json-object.ts";
import type { Usage } from "../../model/usage.ts";

/** `usage` of a response, including counts that the API does not define. */
export function usageOf(usage: Usage | null): JsonObject | null {
  if (usage === null) return null;
  const { input, output, total, cached, cacheWritten, reasoning, extras } = usage;
  const own = extras?.family === "openai" ? extras : null;
  return {
    input_tokens: input,
    input_tokens_details: {
      cached_tokens: cached,
      cache_write_tokens: cacheWritten.short + cacheWritten.long,
      ...own?.inputDetails,
    },
    output_tokens: output,
    output_tokens_details: { reasoning_tokens: reasoning, ...own?.outputDetails },
    total_tokens: total ?? input + output,
    ...own?.members,
  };
}
