import type { JsonObject } from "../../json/json-object.ts";
import { stringIn, wordIn } from "../../json/read.ts";
import type { AnswerError } from "../../model/answer-sink.ts";
import { membersOf } from "../../model/members.ts";
import { limitIn } from "../stream/limit.ts";

/** All members of an error that this family knows. */
export function errorMembers({ code, message, extras }: AnswerError): JsonObject {
  return extras.family === "openai" ? membersOf(extras, "openai") : { code, message };
}

/** The members of an error event next to the error; `code` is text, even if it is a number. */
export function topMembers(error: JsonObject): JsonObject {
  const { code, type, message, param } = error;
  return {
    code: typeof code === "number" ? String(code) : (wordIn(code) ?? wordIn(type)),
    message: stringIn(message),
    param: wordIn(param),
  };
}

/** The error in a response: its code is a word, because clients expect one; the upstream's code is kept as well. */
export function responseError(given: JsonObject): JsonObject {
  const error = limitIn(given, null);
  const { code, type, status, message } = error;
  const number = typeof given.code === "number" && status === undefined ? { status: given.code } : null;
  return { ...error, ...number, code: wordIn(code) ?? wordIn(type) ?? "server_error", message: stringIn(message) };
}
