import { errorText } from "../protocols/error-text.ts";
import { isFailedChoice } from "../protocols/is-error.ts";
import { isObject, type JsonObject, parseJson } from "../protocols/json/json-object.ts";
import { codeOf, wordOf } from "./error-code.ts";
import { statusIn } from "./error-status.ts";
import type { Resets } from "./retry-hint.ts";

/** What an upstream's error says. Errors come in many shapes, and none of them is trusted. */
export interface ErrorBody {
  /** 400 to 599; null if the error contains none. */
  readonly status: number | null;
  /** The first of its codes and types whose meaning is known, or else its `code`. */
  readonly code: string | null;
  readonly type: string | null;
  readonly message: string | null;
  /** When a limit ends; null if the error has no fields for it. */
  readonly resets: Resets | null;
  /** Whether it is an object `error` with a message, as the API's errors are. */
  readonly shaped: boolean;
}

/** In characters: messages are matched against patterns. */
export const MAX_MESSAGE = 4096;

/**
 * Reads the error in the body of an answer or in the data of an event; null if the text is not JSON.
 *
 * The known shapes: `{"error":{"code","message"}}` (OpenAI), the same in a list (Gemini), in the `response` of an event, or
 * in a choice (OpenRouter); `{"error":"text"}`, `{"code","message"}`, `{"code","msg"}`, `{"detail":…}`, `{"errors":[…]}` and
 * `{"base_resp":{"status_msg"}}` (others).
 */
export function readErrorBody(text: string): ErrorBody | null {
  const value = parseJson(text);
  if (value === undefined) return null;
  const outer = Array.isArray(value) ? value[0] : value;
  if (!isObject(outer)) {
    const none = {};
    return fieldsOf(none, typeof value === "string" ? value : null, none);
  }
  const error = errorIn(outer);
  if (isObject(error)) return fieldsOf(error, messageOf(error), outer);
  return fieldsOf(outer, typeof error === "string" ? error : null, outer);
}

function errorIn(outer: JsonObject): unknown {
  const { error, response, choices, detail, base_resp } = outer;
  const own: unknown = Array.isArray(error) ? error[0] : error;
  if (isObject(own) || typeof own === "string") return own;
  if (isObject(response) && isObject(response.error)) return response.error;
  const choice: unknown = Array.isArray(choices) ? choices.find(isFailedChoice) : undefined;
  if (isObject(choice) && (isObject(choice.error) || typeof choice.error === "string")) return choice.error;
  return [detail, base_resp].find(isObject) ?? outer;
}

/** @param outer the object that contains the error, or the error itself */
function fieldsOf(error: JsonObject, message: string | null, outer: JsonObject): ErrorBody {
  return {
    status: statusIn(error === outer ? [error] : [error, outer]),
    code: codeOf(error),
    type: wordOf(error.type),
    message: message?.slice(0, MAX_MESSAGE) ?? null,
    resets: resetsOf(error),
    shaped: error !== outer && typeof error.message === "string",
  };
}

/** `{"type":"usage_limit_reached","plan_type":"plus","resets_at":1700000000,"resets_in_seconds":3600}`. */
function resetsOf({ resets_at: at, resets_in_seconds: seconds }: JsonObject): Resets | null {
  const resets = { at: typeof at === "number" ? at : null, in: typeof seconds === "number" ? seconds : null };
  return resets.at === null && resets.in === null ? null : resets;
}

/** OpenRouter's own message is "Provider returned error"; the provider's is in `metadata.raw`. */
function messageOf(error: JsonObject): string | null {
  const { metadata } = error;
  const message = errorText(error);
  if (message === null) return null;
  return isObject(metadata) && typeof metadata.raw === "string" ? `${message}: ${metadata.raw}` : message;
}
