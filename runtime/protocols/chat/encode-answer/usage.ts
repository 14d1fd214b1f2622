import type { JsonObject } from "../../json/json-object.ts";
import type { Usage } from "../../model/usage.ts";

export function usageOf(usage: Usage): JsonObject {
  const { input, output, total, cached, cacheWritten, reasoning, extras } = usage;
  const own = extras?.family === "openai" ? extras : null;
  const written = cacheWritten.short + cacheWritten.long;
  return {
    prompt_tokens: input,
    completion_tokens: output,
    total_tokens: total ?? input + output,
    prompt_tokens_details: {
      cached_tokens: cached,
      ...(written > 0 ? { cache_write_tokens: written } : null),
      ...own?.inputDetails,
    },
    completion_tokens_details: { reasoning_tokens: reasoning, ...own?.outputDetails },
    ...own?.members,
  };
}
