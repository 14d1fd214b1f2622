import { isObject, type JsonObject } from "../../json/json-object.ts";
import { listIn } from "../../json/read.ts";

/**
 * The log probabilities of an output text. In chat, `bytes` is null for tokens that are not complete characters; in
 * Responses it is always a list.
 */
export function logprobsOf(tokens: readonly JsonObject[]): readonly JsonObject[] {
  return tokens.length === 0 ? tokens : tokens.map(tokenOf);
}

function tokenOf(token: JsonObject): JsonObject {
  return { ...withBytes(token), top_logprobs: listIn(token.top_logprobs).filter(isObject).map(withBytes) };
}

function withBytes(token: JsonObject): JsonObject {
  return { ...token, bytes: listIn(token.bytes) };
}
