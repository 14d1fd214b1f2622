import { listIn } from "../../json/read.ts";
import { isObject, type JsonObject } from "../../sse/json-object.ts";

/** Of an output text. Chat has null in tokens that are no whole characters; Responses has a list always. */
export function logprobsOf(tokens: readonly JsonObject[]): readonly JsonObject[] {
  return tokens.length === 0 ? tokens : tokens.map(tokenOf);
}

function tokenOf(token: JsonObject): JsonObject {
  return { ...withBytes(token), top_logprobs: listIn(token.top_logprobs).filter(isObject).map(withBytes) };
}

function withBytes(token: JsonObject): JsonObject {
  return { ...token, bytes: listIn(token.bytes) };
}
