import type { JsonObject } from "../../sse/json-object.ts";

/** In chat the members of a citation stand inside one of its type's name. */
export function annotationOf({ type, ...members }: JsonObject): JsonObject {
  return typeof type === "string" ? { type, [type]: members } : members;
}
