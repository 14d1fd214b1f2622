import type { JsonObject } from "../protocols/json/json-object.ts";
import { type ColdAnswer, json } from "../wire/cold-route.ts";
import { apiError } from "./api-answer.ts";
import { listed } from "./items.ts";

const USUAL = 20;
const MOST = 100;

/** https://platform.openai.com/docs/api-reference/responses/input-items: the latest come first, unless `order=asc`. */
export function inputList(items: readonly JsonObject[], query: URLSearchParams): ColdAnswer {
  const limit = limitOf(query.get("limit"));
  if (limit === null) return apiError(400, `Invalid 'limit': expected an integer from 1 to ${MOST}.`, "limit");
  const order = query.get("order") ?? "desc";
  if (order !== "asc" && order !== "desc") {
    return apiError(400, "Invalid 'order': expected 'asc' or 'desc'.", "order");
  }
  const all = order === "asc" ? items : [...items].reverse();
  const after = query.get("after");
  const behind = after === null ? 0 : all.findIndex(({ id }) => id === after) + 1;
  if (after !== null && behind === 0) return apiError(404, `Item with id '${after}' not found.`, "after");
  const data = all.slice(behind, behind + limit).map(listed);
  return json(200, {
    object: "list",
    data,
    first_id: data[0]?.id ?? null,
    last_id: data.at(-1)?.id ?? null,
    has_more: all.length > behind + data.length,
  });
}

/** null if it is not an allowed number. */
function limitOf(text: string | null): number | null {
  if (text === null) return USUAL;
  const limit = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  return limit >= 1 && limit <= MOST ? limit : null;
}
