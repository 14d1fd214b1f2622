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

/** JSON.parse reads any depth, JSON.stringify needs a stack for it: what lies too deep is written as null. */
export function jsonText(value: unknown): string {
  try {
    return JSON.stringify(value) ?? "null";
  } catch {
    return JSON.stringify(value, flattening()) ?? "null";
  }
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

const DEEPEST = 200;

function flattening(): (this: object, key: string, value: unknown) => unknown {
  const depths = new WeakMap<object, number>();
  return function (_, value) {
    if (typeof value !== "object" || value === null) return value;
    const depth = (depths.get(this) ?? 0) + 1;
    depths.set(value, depth);
    return depth > DEEPEST ? null : value;
  };
}

/** Without the members that are undefined. */
export function defined(members: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
