import { isObject, type JsonObject } from "../../json/json-object.ts";

const PLACES = ["start_index", "end_index", "index"] as const;

/** An annotation whose positions count from the start of the answer's text; `before` characters precede its part. */
export function citationOf(annotation: unknown, before: number): JsonObject | null {
  if (!isObject(annotation) || typeof annotation.type !== "string") return null;
  if (before === 0) return annotation;
  const moved: Record<string, unknown> = { ...annotation };
  for (const place of PLACES) {
    const at = annotation[place];
    if (typeof at === "number") moved[place] = at + before;
  }
  return moved;
}
