import { isObject, type JsonObject } from "../../json/json-object.ts";
import { numberIn, objectIn } from "../../json/read.ts";
import type { Usage } from "../../model/usage.ts";

/** Servers put usage next to the choices, into the last choice, or into members of their own. */
export function usageIn(answer: JsonObject, choice: JsonObject | null): Usage | null {
  if (isObject(answer.usage)) return usageOf(answer.usage);
  if (isObject(choice?.usage)) return usageOf(choice.usage);
  if (!isObject(answer.x_groq)) return null;
  const { usage } = answer.x_groq;
  return isObject(usage) ? usageOf(usage) : null;
}

function usageOf(usage: JsonObject): Usage {
  const {
    prompt_tokens,
    completion_tokens,
    total_tokens,
    prompt_tokens_details,
    completion_tokens_details,
    prompt_cache_hit_tokens,
    prompt_cache_miss_tokens: _,
    ...members
  } = usage;
  const inputDetails = numbersIn(prompt_tokens_details);
  const outputDetails = numbersIn(completion_tokens_details);
  return {
    input: numberIn(prompt_tokens) ?? 0,
    output: numberIn(completion_tokens) ?? 0,
    total: numberIn(total_tokens),
    cached: inputDetails.cached_tokens ?? numberIn(prompt_cache_hit_tokens) ?? 0,
    cacheWritten: { short: inputDetails.cache_write_tokens ?? 0, long: 0 },
    reasoning: outputDetails.reasoning_tokens ?? 0,
    extras: { family: "openai", inputDetails, outputDetails, members },
  };
}

/** Servers have null for what they do not count. */
function numbersIn(details: unknown): Readonly<Record<string, number>> {
  const entries = Object.entries(objectIn(details)).filter(
    (entry): entry is [string, number] => typeof entry[1] === "number",
  );
  return Object.fromEntries(entries);
}
