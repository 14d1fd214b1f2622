import type { JsonObject } from "../../protocols/json/json-object.ts";
import { contentText } from "./reply.ts";
import { wordsOf } from "./words.ts";

/** How many reasoning tokens the mock counts, by `reasoning_effort`. */
const REASONING: Readonly<Record<string, number>> = { low: 8, medium: 16, high: 32, xhigh: 64, max: 128 };

/** Each word is one token. */
export function chatUsage(body: JsonObject, messages: readonly JsonObject[], words: number): JsonObject {
  const reasoning = typeof body.reasoning_effort === "string" ? (REASONING[body.reasoning_effort] ?? 0) : 0;
  const prompt = countWords(messages.map((message) => contentText(message.content)));
  return {
    ...usageOf(prompt, words + reasoning),
    prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
    completion_tokens_details: {
      reasoning_tokens: reasoning,
      audio_tokens: 0,
      accepted_prediction_tokens: 0,
      rejected_prediction_tokens: 0,
    },
  };
}

export function usageOf(prompt: number, completion: number): JsonObject {
  return { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion };
}

export function countWords(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + wordsOf(text).length, 0);
}
