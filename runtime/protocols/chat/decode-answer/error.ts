import { errorText } from "../../error-text.ts";
import { isError, isFailedChoice } from "../../is-error.ts";
import { isObject, type JsonObject } from "../../json/json-object.ts";
import { wordIn } from "../../json/read.ts";
import type { AnswerError } from "../../model/answer-sink.ts";

/** The error in an event of a chat stream; null if there is none. */
export function errorIn(data: JsonObject, name: string | null, choice: JsonObject | null): AnswerError | null {
  if (name === "error" || isError(data)) return errorOf(membersIn(data));
  if (choice === null || !isFailedChoice(choice)) return null;
  const { error } = choice;
  if (isObject(error)) return errorOf(error);
  const message = typeof error === "string" && error !== "" ? error : "The upstream's answer ended with an error.";
  return errorOf({ message, type: "server_error" });
}

/** That of an answer whose server gave up on it. */
export function brokenAnswer(reason: string | null): AnswerError {
  return errorOf({ message: `The upstream ended its answer early: ${reason}.`, type: "server_error" });
}

function errorOf(members: JsonObject): AnswerError {
  const { code, message } = members;
  return {
    code: wordIn(code),
    message: typeof message === "string" ? message : null,
    extras: { family: "openai", members },
  };
}

function membersIn(data: JsonObject): JsonObject {
  const { error, status, status_code, code, ...rest } = data;
  // A status next to the error belongs to it.
  const beside = Object.fromEntries(
    Object.entries({ status, status_code, code }).filter(([, value]) => value !== undefined),
  );
  if (isObject(error)) return { ...beside, ...error };
  if (typeof error === "string") return { message: error, ...beside };
  const message = errorText(data);
  return { ...rest, ...beside, ...(message === null ? null : { message }) };
}
