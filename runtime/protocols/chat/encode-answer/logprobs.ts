import { isObject, type JsonObject } from "../../json/json-object.ts";

/** The `logprobs` of a choice. Chat has `bytes` in each token, which events of a Responses stream leave out. */
export function logprobsOf(tokens: readonly JsonObject[]): JsonObject {
  return { content: tokens.map(tokenOf), refusal: null };
}

function tokenOf(token: JsonObject): JsonObject {
  const { top_logprobs: others } = token;
  return {
    ...token,
    bytes: token.bytes ?? null,
    top_logprobs: Array.isArray(others)
      ? others.filter(isObject).map((other) => ({ ...other, bytes: other.bytes ?? null }))
      : [],
  };
}
