import { isObject, type JsonObject, parseJson } from "./json/json-object.ts";

/**
 * Whether an object is an error instead of an answer or an event: `{"error":…}` (OpenAI), `{"type":"error"}` (Anthropic),
 * `{"object":"error"}` (older versions of vLLM), `{"detail":…}` (FastAPI), `{"errors":[…]}`, `{"code":500,"msg":…}` and
 * `{"base_resp":{"status_code":1004}}` (MiniMax).
 */
export function isError(value: JsonObject): boolean {
  const { error, type, object, choices } = value;
  if (isGiven(error) || type === "error" || object === "error") return true;
  if (Array.isArray(choices) && choices.length > 0) return false;
  return type === undefined && (isRefused(value.base_resp) || (object === undefined && isBareError(value)));
}

/** Whether this choice of an answer, or of a chunk, is an error (OpenRouter). */
export function isFailedChoice(choice: unknown): boolean {
  return isObject(choice) && (isGiven(choice.error) || choice.finish_reason === "error");
}

/** The error in a text that is a list of errors (Gemini); null for any other text. */
export function listedError(text: string): JsonObject | null {
  const value = /^\s*\[/.test(text) ? parseJson(text) : null;
  const first: unknown = Array.isArray(value) ? value[0] : null;
  return isObject(first) && isError(first) ? first : null;
}

function isGiven(error: unknown): boolean {
  if (typeof error === "object") return error !== null && !(Array.isArray(error) && error.length === 0);
  return error === true || (typeof error === "string" && error !== "");
}

function isBareError({ detail, errors, success, code, status, status_code, msg, message }: JsonObject): boolean {
  if (isGiven(detail) || isGiven(errors)) return true;
  const says = typeof msg === "string" || typeof message === "string";
  return says && (success === false || isBadCode(code) || isBadStatus(status) || isBadStatus(status_code));
}

function isRefused(response: unknown): boolean {
  return isObject(response) && typeof response.status_code === "number" && response.status_code !== 0;
}

const GOOD_CODE = /^(?:0*|2\d\d|ok|success)$/i;

function isBadCode(code: unknown): boolean {
  return (typeof code === "number" || typeof code === "string") && !GOOD_CODE.test(String(code));
}

function isBadStatus(status: unknown): boolean {
  return Number(status) >= 400 || status === "error" || status === "failed";
}
