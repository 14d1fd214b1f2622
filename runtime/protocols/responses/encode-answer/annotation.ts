import type { JsonObject } from "../../json/json-object.ts";

/** Members that servers may leave out, but clients of the API rely on. */
const NO_CITATION = { title: "", start_index: 0, end_index: 0 };

export function annotationOf(citation: JsonObject): JsonObject {
  return citation.type === "url_citation" ? { ...NO_CITATION, ...citation } : citation;
}
