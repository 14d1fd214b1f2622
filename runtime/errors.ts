/**
 * The closed list of Turnout's own errors; the client's protocol decides in what form it gets one. Messages are public: they
 * say what is wrong and how to fix it, and never contain a secret or an upstream's address.
 */

type ErrorType = "invalid_request_error" | "upstream_error" | "server_error";

/** The status of each. */
const STATUS = {
  invalid_api_key: 401,
  invalid_json: 400,
  invalid_form: 400,
  missing_model: 400,
  syntax_error: 400,
  unsupported_construct: 400,
  invalid_weight: 400,
  invalid_max_context: 400,
  invalid_handicap: 400,
  invalid_ttft_timeout: 400,
  invalid_leaf: 400,
  context_length_exceeded: 400,
  unsupported_parameter: 400,
  unsupported_endpoint: 400,
  previous_response_not_found: 400,
  incomplete_body: 400,
  host_not_allowed: 403,
  origin_not_allowed: 403,
  not_found: 404,
  model_not_found: 404,
  method_not_allowed: 405,
  body_timeout: 408,
  body_too_complex: 400,
  body_too_large: 413,
  unsupported_encoding: 415,
  websocket_refused: 426,
  internal_error: 500,
  missing_upstream_key: 500,
  upstream_unreachable: 502,
  upstream_invalid: 502,
  upstream_cut: 502,
  shutting_down: 503,
  upstream_timeout: 504,
} as const satisfies Record<string, number>;

export type ErrorCode = keyof typeof STATUS;

/** What a client is told of an error, of Turnout's own or an upstream's. */
export interface ErrorFields {
  readonly status: number;
  readonly message: string;
  readonly type: string;
  readonly code: string | null;
  /** The request field that is wrong. */
  readonly param: string | null;
}

export interface GatewayError extends ErrorFields {
  readonly type: ErrorType;
  readonly code: ErrorCode;
}

export function gatewayError(code: ErrorCode, message: string, param: string | null = null): GatewayError {
  const status = STATUS[code];
  return { code, status, type: typeOf(status), message, param };
}

/** The type of an error that has none of its own. */
export function typeOf(status: number): ErrorType {
  if (status < 500) return "invalid_request_error";
  return status === 502 || status === 504 ? "upstream_error" : "server_error";
}

/** What a client receives if Turnout itself fails; the log has the details. */
export const INTERNAL = gatewayError("internal_error", "Something went wrong in the gateway.");
