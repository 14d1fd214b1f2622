/** Reads JSON from outside: a value of an unexpected type counts as absent. */
import { isObject, type JsonObject } from "./json-object.ts";

const NO_MEMBERS: JsonObject = {};
const NO_ENTRIES: readonly unknown[] = [];

export function objectIn(value: unknown): JsonObject {
  return isObject(value) ? value : NO_MEMBERS;
}

export function listIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : NO_ENTRIES;
}

export function stringIn(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** A string, even an empty one. */
export function textIn(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

/** A non-empty string. */
export function wordIn(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

export function numberIn(value: unknown): number | null {
  return typeof value === "number" ? value : null;
}

export function integerIn(value: unknown): number | null {
  return typeof value === "number" && Number.isInteger(value) ? value : null;
}

export function booleanIn(value: unknown): boolean | null {
  return typeof value === "boolean" ? value : null;
}

export function isAbsent(value: unknown): value is null | undefined {
  return value === undefined || value === null;
}
