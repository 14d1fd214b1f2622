/** Reading of JSON that others wrote: what has another shape than asked for counts as absent. */
import { isObject, type JsonObject } from "../../sse/json-object.ts";

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

/** JSON.parse reads any depth; JSON.stringify needs a stack for it. */
export function jsonText(value: unknown): string {
  try {
    return JSON.stringify(value) ?? "null";
  } catch {
    return "null";
  }
}

/** Without the members that are undefined. */
export function defined(members: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
