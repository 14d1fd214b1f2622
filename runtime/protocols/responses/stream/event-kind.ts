import type { EventKind } from "../../event-kind.ts";
import { isError, listedError } from "../../is-error.ts";
import { isObject, type JsonObject, parseObject } from "../../json/json-object.ts";

/** Events without output. */
const STARTS: ReadonlySet<unknown> = new Set([
  "response.created",
  "response.queued",
  "response.in_progress",
  "response.content_part.added",
  "response.reasoning_summary_part.added",
  "keepalive",
  "ping",
]);
const ENDS: ReadonlySet<unknown> = new Set(["response.completed", "response.incomplete", "response.cancelled"]);

/** Classifies an event of a Responses stream: https://platform.openai.com/docs/api-reference/responses-streaming */
export function kindOf(data: string | null, event: string | null): EventKind {
  if (event === "error" || event === "response.failed") return "error";
  if (data === null || data.trim() === "") return "start";
  if (data.trim() === "[DONE]") return "done";
  const value = parseObject(data);
  if (value === null) return listedError(data) !== null ? "error" : "malformed";
  const type = value.type ?? event;
  if (type === "response.failed" || isError(value)) return "error";
  if (STARTS.has(type)) return "start";
  if (ENDS.has(type)) return "end";
  return type === "response.output_item.added" && opensText(value.item) ? "start" : "output";
}

/** A message and a reasoning item start empty; a call starts with its name. */
function opensText(item: unknown): boolean {
  return isObject(item) && (isEmpty(item, "message", "content") || isEmpty(item, "reasoning", "summary"));
}

function isEmpty(item: JsonObject, type: string, member: string): boolean {
  const list = item[member];
  return item.type === type && (!Array.isArray(list) || list.length === 0);
}
