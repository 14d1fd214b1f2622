import type { JsonObject } from "../../protocols/json/json-object.ts";
import { integerIn } from "../../protocols/json/read.ts";

/** The mock is equally certain of every word. */
const LOGPROB = -0.01;

/** The `logprobs` of a chat choice; null unless the request asks for them. */
export function logprobsOf(body: JsonObject, words: readonly string[]): JsonObject | null {
  if (body.logprobs !== true) return null;
  const alternatives = (integerIn(body.top_logprobs) ?? 0) > 0;
  return {
    content: words.map((token) => {
      const entry = { token, logprob: LOGPROB, bytes: [...Buffer.from(token)] };
      return { ...entry, top_logprobs: alternatives ? [entry] : [] };
    }),
    refusal: null,
  };
}
