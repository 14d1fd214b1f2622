import type { JsonObject } from "../protocols/sse/json-object.ts";

/** The codes and types of OpenAI, Anthropic and Google, with the status of each. */
const STATUS: ReadonlyMap<string, number> = new Map([
  ["invalid_request_error", 400],
  ["invalid_request", 400],
  ["badrequesterror", 400],
  ["context_length_exceeded", 400],
  ["string_above_max_length", 400],
  ["content_filter", 400],
  ["content_policy_violation", 400],
  ["invalid_prompt", 400],
  ["invalid_image", 400],
  ["previous_response_not_found", 400],
  ["invalid_argument", 400],
  ["failed_precondition", 400],
  ["invalid_api_key", 401],
  ["authentication_error", 401],
  ["unauthenticated", 401],
  ["billing_error", 402],
  ["permission_error", 403],
  ["permission_denied", 403],
  ["not_found", 404],
  ["not_found_error", 404],
  ["model_not_found", 404],
  ["timeout_error", 408],
  ["request_too_large", 413],
  ["insufficient_quota", 429],
  ["rate_limit_exceeded", 429],
  ["usage_limit_reached", 429],
  ["usage_not_included", 429],
  ["rate_limit_error", 429],
  ["requests", 429],
  ["tokens", 429],
  ["too_many_requests", 429],
  ["resource_exhausted", 429],
  ["server_error", 500],
  ["api_error", 500],
  ["internal_error", 500],
  ["internal_server_error", 500],
  ["internal", 500],
  ["service_unavailable", 503],
  ["service_unavailable_error", 503],
  ["unavailable", 503],
  ["engine_overloaded", 503],
  ["server_overloaded", 503],
  ["deadline_exceeded", 504],
  ["overloaded_error", 529],
]);

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
