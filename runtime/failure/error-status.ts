import type { JsonObject } from "../protocols/json/json-object.ts";

/** The codes and types of OpenAI, Anthropic and Google, with the status of each. */
const WORDS: Readonly<Record<number, readonly string[]>> = {
  400: [
    "invalid_request_error",
    "invalid_request",
    "badrequesterror",
    "context_length_exceeded",
    "string_above_max_length",
    "content_filter",
    "content_policy_violation",
    "invalid_prompt",
    "invalid_image",
    "previous_response_not_found",
    "invalid_argument",
    "failed_precondition",
  ],
  401: ["invalid_api_key", "authentication_error", "unauthenticated"],
  402: ["billing_error"],
  403: ["permission_error", "permission_denied"],
  404: ["not_found", "not_found_error", "model_not_found"],
  408: ["timeout_error"],
  413: ["request_too_large"],
  429: [
    "insufficient_quota",
    "rate_limit_exceeded",
    "usage_limit_reached",
    "usage_not_included",
    "rate_limit_error",
    "requests",
    "tokens",
    "too_many_requests",
    "resource_exhausted",
  ],
  500: ["server_error", "api_error", "internal_error", "internal_server_error", "internal"],
  503: ["service_unavailable", "service_unavailable_error", "unavailable", "engine_overloaded", "server_overloaded"],
  504: ["deadline_exceeded"],
  529: ["overloaded_error"],
};

const STATUS: ReadonlyMap<string, number> = new Map(
  Object.entries(WORDS).flatMap(([status, words]) => words.map((word) => [word, Number(status)] as const)),
);

/** The status that one of these objects names; null if none does. */
export function statusIn(places: readonly JsonObject[]): number | null {
  const words = places.flatMap(({ status, status_code, code, type }) => [status, status_code, code, type]);
  for (const word of words) {
    const number = numberOf(word);
    if (number !== null) return number;
  }
  for (const word of words) {
    const known = typeof word === "string" ? STATUS.get(word.toLowerCase()) : undefined;
    if (known !== undefined) return known;
  }
  return null;
}

function numberOf(value: unknown): number | null {
  const number = typeof value === "string" && /^\d{3}$/.test(value) ? Number(value) : value;
  return typeof number === "number" && Number.isInteger(number) && number >= 400 && number <= 599 ? number : null;
}
