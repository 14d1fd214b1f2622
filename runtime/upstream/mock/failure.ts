import { type Answer, jsonAnswer } from "./answer.ts";

/** The `type` and `code` that OpenAI uses for a status. */
const USUAL: Readonly<Record<number, readonly [type: string, code: string | null]>> = {
  400: ["invalid_request_error", null],
  401: ["invalid_request_error", "invalid_api_key"],
  402: ["insufficient_quota", "insufficient_quota"],
  403: ["invalid_request_error", "unsupported_country_region_territory"],
  404: ["invalid_request_error", "model_not_found"],
  429: ["requests", "rate_limit_exceeded"],
};

/** The error of a fault; `code` null: the status's usual one. */
export function faultAnswer(status: number, code: string | null, retryAfter: number | null): Answer {
  const [type, usual] = USUAL[status] ?? (status < 500 ? ["invalid_request_error", null] : ["server_error", null]);
  const body = { error: { message: `The mock was told to answer ${status}.`, type, param: null, code: code ?? usual } };
  return jsonAnswer(status, body, retryAfter === null ? [] : ["retry-after", String(retryAfter)]);
}

/** An error for an invalid request, in OpenAI's words. */
export function refusal(status: number, message: string, param: string | null, code: string | null): Answer {
  return jsonAnswer(status, { error: { message, type: "invalid_request_error", param, code } });
}

export function missing(param: string): Answer {
  return refusal(400, `Missing required parameter: '${param}'.`, param, "missing_required_parameter");
}
