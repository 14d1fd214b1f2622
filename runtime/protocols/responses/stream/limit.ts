import type { JsonObject } from "../../json/json-object.ts";

/** What servers call a rate limit, other than the API. A quota that is used up is not among them. */
const LIMIT = /^(?:429|rate_limit_error|rate_limited|too_many_requests|requests|tokens|resource_exhausted)$/i;
const CODE = "rate_limit_exceeded";
const WAIT = /\btry again in\b/i;

/**
 * A rate limit in the API's words, which the Codex CLI waits by: with any other code it gives up. Other errors stay as they
 * are. `retryAfter`: in seconds, null if unknown.
 */
export function limitIn(error: JsonObject, retryAfter: string | null): JsonObject {
  const { code, type, status, message } = error;
  const word = code ?? status ?? type;
  if (word !== CODE && !LIMIT.test(String(word))) return error;
  const text = typeof message === "string" ? message : "Rate limit reached.";
  const waits = retryAfter === null || WAIT.test(text) ? text : `${text} Please try again in ${retryAfter}s.`;
  return { ...error, code: CODE, message: waits };
}
