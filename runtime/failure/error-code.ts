import { isObject, type JsonObject } from "../protocols/json/json-object.ts";
import { meaningOfCode } from "./error-words.ts";

/** In characters: codes are logged. */
const MAX_CODE = 100;
/** ChatGPT subscriptions put it into the type and have no code. */
const USAGE_LIMIT = "usage_limit_reached";

/** The first word whose meaning is known. Many put it into the type, Azure into the inner error's code. */
export function codeOf({ code, innererror, type, status }: JsonObject): string | null {
  const inner = isObject(innererror) ? innererror.code : null;
  const words = [code, inner, type, status].filter((word) => typeof word === "string");
  return words.find((word) => meaningOfCode(word) !== null) ?? wordOf(code) ?? (type === USAGE_LIMIT ? type : null);
}

export function wordOf(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value.slice(0, MAX_CODE) : null;
}
