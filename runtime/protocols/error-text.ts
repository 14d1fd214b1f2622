import { isObject, type JsonObject } from "./json/json-object.ts";

/** The words of an error: its `message`, or what other servers call it; null if there are none. */
export function errorText({ message, msg, detail, errors, status_msg }: JsonObject): string | null {
  for (const text of [message, msg, status_msg]) if (typeof text === "string") return text;
  const told: unknown = firstOf(detail) ?? firstOf(errors);
  if (isObject(told)) return errorText(told);
  return typeof told === "string" ? told : null;
}

function firstOf(value: unknown): unknown {
  return Array.isArray(value) ? value[0] : value;
}
