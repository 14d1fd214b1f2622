import { errorText } from "../../error-text.ts";
import { isObject, type JsonObject } from "../../json/json-object.ts";
import { wordIn } from "../../json/read.ts";
import type { AnswerError } from "../../model/answer-sink.ts";

/** An error with all its members. */
function errorIn(error: unknown): AnswerError {
  const members = isObject(error) ? error : { message: error };
  return {
    code: wordIn(members.code),
    message: errorText(members),
    extras: { family: "openai", members },
  };
}

/** The error of a response that failed or was cancelled; null for any other. */
export function errorOfResponse({ status, error }: JsonObject): AnswerError | null {
  if (status === "cancelled") return errorIn(error ?? { message: "The response was cancelled.", code: "cancelled" });
  return status === "failed" || isObject(error) ? errorIn(error) : null;
}

/** An error event is the error itself, or has it in a member `error`. */
export function errorOfEvent(event: JsonObject): AnswerError {
  if (event.error !== undefined && event.error !== null) return errorIn(event.error);
  const { sequence_number: _, ...error } = event;
  return errorIn(error);
}
