import { errorText } from "../protocols/error-text.ts";
import { isFailedChoice } from "../protocols/is-error.ts";
import { isObject, type JsonObject, parseJson, parseObject } from "../protocols/json/json-object.ts";
import { jsonText } from "../protocols/json/json-text.ts";
import { statusIn } from "./error-status.ts";
import { meaningOfCode } from "./error-words.ts";
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

/** In characters: messages are matched against patterns, and codes are logged. */
export const MAX_MESSAGE = 4096;
const MAX_CODE = 100;
/** ChatGPT subscriptions put it into the type and have no code. */
const USAGE_LIMIT = "usage_limit_reached";

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

/** The data of an error event as the body of an answer: the error of a failed response is nested deep in it. */
export function errorBodyIn(data: string): Buffer {
  const event = parseObject(data);
  const error = isObject(event?.response) ? event.response.error : ownError(event);
  return Buffer.from(isObject(error) ? jsonText({ error }) : data);
}

/** In the Responses API, an error event has the members of the error. */
function ownError(event: JsonObject | null): unknown {
  if (event === null || event.type !== "error" || "error" in event) return null;
  const { type: _, sequence_number: __, ...error } = event;
  return error;
}

/** The body of an error as the data of an event, on one line. What cannot be read still is an error. */
export function errorDataIn(body: Buffer): string {
  return jsonText(parseObject(body.toString("utf8")) ?? { error: {} });
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

/** The first word whose meaning is known. Many put it into the type, Azure into the inner error's code. */
function codeOf({ code, innererror, type, status }: JsonObject): string | null {
  const inner = isObject(innererror) ? innererror.code : null;
  const words = [code, inner, type, status].filter((word) => typeof word === "string");
  return words.find((word) => meaningOfCode(word) !== null) ?? wordOf(code) ?? (type === USAGE_LIMIT ? type : null);
}

function wordOf(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value.slice(0, MAX_CODE) : null;
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
