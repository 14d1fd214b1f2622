import { isObject, type JsonObject } from "../../../sse/json-object.ts";
import { objectOf } from "../json.ts";

/** Where servers put usage: beside the choices, in the last choice, or among members of their own. */
export function usageIn(answer: JsonObject, choice: JsonObject | null): JsonObject | null {
  if (isObject(answer.usage)) return answer.usage;
  if (isObject(choice?.usage)) return choice.usage;
  const { usage } = objectOf(answer.x_groq);
  return isObject(usage) ? usage : null;
}

/** `usage` of a response; what a server says beyond the API stays. */
export function responseUsage(usage: JsonObject | null): JsonObject | null {
  if (usage === null) return null;
  const {
    prompt_tokens,
    completion_tokens,
    total_tokens,
    prompt_tokens_details,
    completion_tokens_details,
    prompt_cache_hit_tokens,
    prompt_cache_miss_tokens: _,
    ...rest
  } = usage;
  const input = count(prompt_tokens);
  const output = count(completion_tokens);
  return {
    input_tokens: input,
    input_tokens_details: {
      cached_tokens: count(prompt_cache_hit_tokens),
      cache_write_tokens: 0,
      ...counts(prompt_tokens_details),
    },
    output_tokens: output,
    output_tokens_details: { reasoning_tokens: 0, ...counts(completion_tokens_details) },
    total_tokens: typeof total_tokens === "number" ? total_tokens : input + output,
    ...rest,
  };
}

function count(value: unknown): number {
  return typeof value === "number" ? value : 0;
}

function counts(details: unknown): JsonObject {
  return Object.fromEntries(Object.entries(objectOf(details)).filter(([, value]) => typeof value === "number"));
}
