import { isObject, type JsonObject } from "../../../sse/json-object.ts";

const PLACES = ["start_index", "end_index", "index"] as const;

/** An annotation in chat's shape, its members inside one of its type's name; `before` characters of content come before its text. */
export function annotationOf(annotation: unknown, before: number): JsonObject | null {
  if (!isObject(annotation) || typeof annotation.type !== "string") return null;
  const { type, ...members } = annotation;
  const moved: Record<string, unknown> = { ...members };
  for (const place of PLACES) {
    const at = members[place];
    if (typeof at === "number") moved[place] = at + before;
  }
  return { type, [type]: moved };
}
