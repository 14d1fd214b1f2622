import { exactText } from "./exact.ts";
import type { JsonObject } from "./json-object.ts";

/** JSON.parse reads any depth, JSON.stringify is limited by the stack: a value that is nested too deeply becomes null. */
export function jsonText(value: unknown): string {
  try {
    return exactText(JSON.stringify(value) ?? "null");
  } catch {
    return exactText(JSON.stringify(value, flattening()));
  }
}

/** null for an object that nests deeper than JSON.stringify can write. */
export function writableText(value: JsonObject): string | null {
  try {
    return exactText(JSON.stringify(value));
  } catch {
    return null;
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
