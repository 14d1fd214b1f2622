import { isObject, type JsonObject } from "../../../sse/json-object.ts";

/** The tokens of an output text in chat's shape, which has `bytes` in each; events of a stream leave them out. */
export function tokensOf(logprobs: unknown): readonly JsonObject[] {
  return Array.isArray(logprobs) && logprobs.length > 0 ? logprobs.filter(isObject).map(tokenOf) : NONE;
}

const NONE: readonly JsonObject[] = [];

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
