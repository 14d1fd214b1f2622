import { isBounded } from "./bounded.ts";
import { parseExact } from "./exact.ts";

/** An object from JSON.parse, whose members are unknown. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Parses a text; null if it is not a JSON object. */
export function parseObject(text: string): JsonObject | null {
  const value = parseJson(text);
  return isObject(value) ? value : null;
}

/** Parses a text; undefined if it is not JSON, or if it holds more than may be parsed. */
export function parseJson(text: string): unknown {
  if (!isBounded(text)) return undefined;
  try {
    return parseExact(text);
  } catch {
    return undefined;
  }
}
