/** Reading of JSON that others wrote: what has another shape than asked for counts as absent. */
import { isObject, type JsonObject } from "../../sse/json-object.ts";
import { jsonText } from "../../sse/json-text.ts";

const NOTHING: JsonObject = {};
const NO_MEMBERS: readonly unknown[] = [];

export function objectOf(value: unknown): JsonObject {
  return isObject(value) ? value : NOTHING;
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : NO_MEMBERS;
}

export function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** A text that says something. */
export function wordOf(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

/** The object, or one like it that can be written: a client's tools come back to it in each answer. */
export function writable(value: JsonObject): JsonObject {
  try {
    JSON.stringify(value);
    return value;
  } catch {
    return objectOf(JSON.parse(jsonText(value)));
  }
}

/** Without the members that are undefined. */
export function defined(members: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
