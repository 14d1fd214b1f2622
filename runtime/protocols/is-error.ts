import { isObject, type JsonObject, parseJson } from "./json/json-object.ts";

/**
 * Whether an object is an error instead of an answer or an event: `{"error":…}` (OpenAI), `{"type":"error"}` (Anthropic),
 * `{"object":"error"}` (older versions of vLLM), `{"detail":…}` (FastAPI), `{"errors":[…]}`, `{"code":500,"msg":…}` and
 * `{"base_resp":{"status_code":1004}}` (MiniMax).
 */
export function isError(value: JsonObject): boolean {
  const { error, type, object, choices, detail, errors } = value;
  if (isGiven(error) || type === "error" || object === "error") return true;
  // Answers and events of the API have one of these.
  if (type !== undefined || object !== undefined || (Array.isArray(choices) && choices.length > 0)) return false;
  return isGiven(detail) || isGiven(errors) || isRefusal(value);
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

const GOOD_CODE = /^(?:0*|2\d\d|ok|success)$/i;

function isRefusal({ success, code, status_code, msg, message, base_resp }: JsonObject): boolean {
  if (isObject(base_resp)) return isBad(base_resp.status_code);
  return typeof (msg ?? message) === "string" && (success === false || isBad(code) || isBad(status_code));
}

function isBad(code: unknown): boolean {
  return (typeof code === "number" || typeof code === "string") && !GOOD_CODE.test(String(code));
}
