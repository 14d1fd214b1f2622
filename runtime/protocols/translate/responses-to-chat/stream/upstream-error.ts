import { isError } from "../../../is-error.ts";
import { isObject, type JsonObject } from "../../../sse/json-object.ts";
import { textOf, wordOf } from "../json.ts";

/** The error that an event of a chat stream tells, all members of it; null where it tells none. */
export function errorOf(data: JsonObject, name: string | null, choice: JsonObject | null): JsonObject | null {
  if (name === "error" || isError(data)) return errorIn(data);
  if (isObject(choice?.error)) return choice.error;
  return choice?.finish_reason === "error"
    ? { message: "The upstream's answer ended with an error.", type: "server_error" }
    : null;
}

function errorIn(data: JsonObject): JsonObject {
  const { error, status, status_code, code, ...rest } = data;
  // A status beside the error belongs to it.
  const beside = Object.fromEntries(
    Object.entries({ status, status_code, code }).filter(([, value]) => value !== undefined),
  );
  if (isObject(error)) return { ...beside, ...error };
  return typeof error === "string" ? { message: error, ...beside } : { ...rest, ...beside };
}

/** The event's own members beside the error: `code` in words or digits, as text. */
export function topMembers(error: JsonObject): JsonObject {
  return { code: codeOf(error), message: textOf(error.message), param: wordOf(error.param) };
}

/** As a response holds it: a code in words, for clients read one; what the upstream said stays beside it. */
export function responseError(error: JsonObject): JsonObject {
  const word = wordOf(error.code);
  const status = typeof error.code === "number" && error.status === undefined ? { status: error.code } : {};
  return { ...error, ...status, code: word ?? wordOf(error.type) ?? "server_error", message: textOf(error.message) };
}

function codeOf({ code, type }: JsonObject): string | null {
  return typeof code === "number" ? String(code) : (wordOf(code) ?? wordOf(type));
}
