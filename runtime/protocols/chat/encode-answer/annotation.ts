import type { JsonObject } from "../../json/json-object.ts";

/** In chat, the members of a citation are nested in one named after its type. */
export function annotationOf({ type, ...members }: JsonObject): JsonObject {
  return typeof type === "string" ? { type, [type]: members } : members;
}
