import { isObject, type JsonObject } from "../../../sse/json-object.ts";

/** A response's `usage` in chat's words; null where there is none. */
export function usageOf(usage: unknown): JsonObject | null {
  if (!isObject(usage)) return null;
  const { input_tokens, output_tokens, total_tokens, input_tokens_details, output_tokens_details, ...rest } = usage;
  const prompt = count(input_tokens);
  const completion = count(output_tokens);
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: total_tokens ?? prompt + completion,
    prompt_tokens_details: { cached_tokens: 0, ...members(input_tokens_details) },
    completion_tokens_details: { reasoning_tokens: 0, ...members(output_tokens_details) },
    ...rest,
  };
}

function count(value: unknown): number {
  return typeof value === "number" ? value : 0;
}

function members(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}
