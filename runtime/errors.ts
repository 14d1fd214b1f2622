/**
 * The closed list of Turnout's own errors, in the shape of the OpenAI API: `{"error":{"message","type","code","param"}}`.
 * Messages are public: they say what is wrong and how to fix it, and never contain a secret or an upstream's address.
 */

type ErrorType = "invalid_request_error" | "upstream_error" | "server_error";

const LIST = {
  invalid_api_key: { status: 401, type: "invalid_request_error" },
  invalid_json: { status: 400, type: "invalid_request_error" },
  invalid_form: { status: 400, type: "invalid_request_error" },
  missing_model: { status: 400, type: "invalid_request_error" },
  syntax_error: { status: 400, type: "invalid_request_error" },
  unsupported_construct: { status: 400, type: "invalid_request_error" },
  invalid_weight: { status: 400, type: "invalid_request_error" },
  invalid_max_context: { status: 400, type: "invalid_request_error" },
  invalid_handicap: { status: 400, type: "invalid_request_error" },
  invalid_ttft_timeout: { status: 400, type: "invalid_request_error" },
  invalid_leaf: { status: 400, type: "invalid_request_error" },
  context_length_exceeded: { status: 400, type: "invalid_request_error" },
  unsupported_parameter: { status: 400, type: "invalid_request_error" },
  unsupported_endpoint: { status: 400, type: "invalid_request_error" },
  previous_response_not_found: { status: 400, type: "invalid_request_error" },
  incomplete_body: { status: 400, type: "invalid_request_error" },
  not_found: { status: 404, type: "invalid_request_error" },
  model_not_found: { status: 404, type: "invalid_request_error" },
  method_not_allowed: { status: 405, type: "invalid_request_error" },
  body_too_large: { status: 413, type: "invalid_request_error" },
  unsupported_encoding: { status: 415, type: "invalid_request_error" },
  websocket_refused: { status: 426, type: "invalid_request_error" },
  internal_error: { status: 500, type: "server_error" },
  missing_upstream_key: { status: 500, type: "server_error" },
  upstream_unreachable: { status: 502, type: "upstream_error" },
  upstream_invalid: { status: 502, type: "upstream_error" },
  upstream_cut: { status: 502, type: "upstream_error" },
  shutting_down: { status: 503, type: "server_error" },
  upstream_timeout: { status: 504, type: "upstream_error" },
} as const satisfies Record<string, { readonly status: number; readonly type: ErrorType }>;

export type ErrorCode = keyof typeof LIST;

export interface GatewayError {
  readonly code: ErrorCode;
  readonly status: number;
  readonly type: ErrorType;
  readonly message: string;
  /** The request field that is wrong. */
  readonly param: string | null;
}

export function gatewayError(code: ErrorCode, message: string, param: string | null = null): GatewayError {
  return { code, status: LIST[code].status, type: LIST[code].type, message, param };
}

/** The JSON body of an error response. */
export function errorBody({ message, type, code, param }: GatewayError): string {
  return JSON.stringify({ error: { message, type, code, param } });
}

/** What a client receives if Turnout itself fails; the log has the details. */
export const INTERNAL = gatewayError("internal_error", "Something went wrong in the gateway.");
