import { isObject, type JsonObject } from "../../../sse/json-object.ts";

/** Codes of https://platform.openai.com/docs/api-reference/responses/object#error that are the request's own fault. */
const CLIENTS_FAULT =
  /^(?:invalid_|image_|empty_image|unsupported_|failed_to_download|bio_policy|data_residency|context_length)/;

/** An error in chat's shape, with all members that it has. */
export function chatError(error: unknown): JsonObject {
  const said = isObject(error) ? error : { message: error };
  const { message, type, code, param, ...rest } = said;
  return {
    error: {
      message: typeof message === "string" ? message : "The upstream failed and did not say why.",
      type: typeof type === "string" && type !== "error" ? type : typeOf(code),
      code: code ?? null,
      param: param ?? null,
      ...rest,
    },
  };
}

function typeOf(code: unknown): string {
  if (typeof code !== "string") return "server_error";
  if (code === "rate_limit_exceeded") return "rate_limit_error";
  return CLIENTS_FAULT.test(code) ? "invalid_request_error" : "server_error";
}

/** The error of a response that failed or was cancelled; null for any other. */
export function errorOfResponse({ status, error }: JsonObject): JsonObject | null {
  if (status === "cancelled") return chatError(error ?? { message: "The response was cancelled.", code: "cancelled" });
  return status === "failed" || isObject(error) ? chatError(error) : null;
}

/** An error event says it in itself, and some servers in a member `error`. */
export function errorOfEvent(event: JsonObject): JsonObject {
  if (event.error !== undefined && event.error !== null) return chatError(event.error);
  const { sequence_number: _, ...error } = event;
  return chatError(error);
}
