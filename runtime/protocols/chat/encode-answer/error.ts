import type { JsonObject } from "../../json/json-object.ts";
import type { AnswerError } from "../../model/answer-sink.ts";
import { membersOf } from "../../model/members.ts";

/** Codes of https://platform.openai.com/docs/api-reference/responses/object#error for which the request is to blame. */
const CLIENTS_FAULT =
  /^(?:invalid_|image_|empty_image|unsupported_|failed_to_download|bio_policy|data_residency|context_length)/;

/** An error in chat's form, with all its members. */
export function chatError({ code, message, extras }: AnswerError): JsonObject {
  const { message: _, type, code: own, param, ...rest } = membersOf(extras, "openai");
  return {
    error: {
      message: message ?? "The upstream failed and did not say why.",
      type: typeof type === "string" && type !== "error" ? type : typeOf(code),
      code: own ?? code,
      param: param ?? null,
      ...rest,
    },
  };
}

function typeOf(code: string | null): string {
  if (code === null) return "server_error";
  if (code === "rate_limit_exceeded") return "rate_limit_error";
  return CLIENTS_FAULT.test(code) ? "invalid_request_error" : "server_error";
}
