import { isObject, type JsonObject, parseObject } from "../protocols/sse/json-object.ts";

export interface EventError {
  /** 400 to 599: what the answer's status would have been, had the error come before the stream. */
  readonly status: number;
  /** The upstream's own word for it: `error.code`, else `error.type`. */
  readonly code: string | null;
  readonly message: string | null;
}

/** The codes and types of OpenAI, Anthropic and Google, and the status that goes with each. */
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

/** In characters: messages are read by patterns, codes stand in logs. */
const MAX_MESSAGE = 4096;
const MAX_CODE = 100;

/** What the data of an error event says; 500 where it does not say which error it is. */
export function errorIn(data: string | null): EventError {
  const value = parseObject(data ?? "");
  if (value === null) return { status: 500, code: null, message: data === "" ? null : messageIn(data) };
  const inner = errorOf(value);
  if (typeof inner === "string") return { status: statusOf(value), code: word(value.code), message: messageIn(inner) };
  const { message } = inner;
  return {
    status: statusOf(inner, value),
    code: word(inner.code) ?? word(inner.type),
    message: messageIn(message),
  };
}

/** `{"error":…}`, that of a failed response, an error in a choice as OpenRouter has it, or the object itself. */
function errorOf(value: JsonObject): JsonObject | string {
  if (isObject(value.error) || typeof value.error === "string") return value.error;
  if (isObject(value.response) && isObject(value.response.error)) return value.response.error;
  const choices = Array.isArray(value.choices) ? value.choices.filter(isObject) : [];
  for (const { error } of choices) if (isObject(error)) return error;
  return value;
}

function statusOf(...places: readonly JsonObject[]): number {
  const said = places.flatMap(({ status, status_code, code, type }) => [status, status_code, code, type]);
  for (const each of said) {
    const number = numberOf(each);
    if (number !== null) return number;
  }
  for (const each of said) {
    const known = typeof each === "string" ? STATUS.get(each.toLowerCase()) : undefined;
    if (known !== undefined) return known;
  }
  return 500;
}

function numberOf(value: unknown): number | null {
  const number = typeof value === "string" && /^\d{3}$/.test(value) ? Number(value) : value;
  return typeof number === "number" && Number.isInteger(number) && number >= 400 && number <= 599 ? number : null;
}

/** A code in words; one in digits is a status. */
function word(value: unknown): string | null {
  return typeof value === "string" && value !== "" && !/^\d+$/.test(value) ? value.slice(0, MAX_CODE) : null;
}

function messageIn(value: unknown): string | null {
  return typeof value === "string" ? value.slice(0, MAX_MESSAGE) : null;
}
