/**
 * How the end of a Responses stream shows: by its last event. Only an event's own name and type count, for a response
 * repeats what its request said: `"type":"error"` may stand in metadata or tools. `[DONE]`, as servers send it that know
 * chat better, ends nothing: without the last event no client has a response.
 */

import { isError } from "../../is-error.ts";
import { eventsIn, type StreamEvent } from "../../sse/event-reader.ts";
import { parseObject } from "../../sse/json-object.ts";

const LAST: ReadonlySet<unknown> = new Set([
  "response.completed",
  "response.incomplete",
  "response.failed",
  "response.cancelled",
  "error",
]);
/** Of a long event only both ends are kept, and some servers write its type behind all else. */
const TYPE_OF_LAST = /"type"\s*:\s*"response\.(?:completed|incomplete|failed|cancelled)"/;

/** Whether the last event there can be stands in these bytes. */
export function hasLast(bytes: Buffer): boolean {
  return eventsIn(bytes).some((event) => isLast(event) ?? TYPE_OF_LAST.test(textOf(bytes, event)));
}

/** null where the event is not whole. */
function isLast({ event, data }: StreamEvent): boolean | null {
  if (LAST.has(event)) return true;
  const value = parseObject(data ?? "");
  return value === null ? null : LAST.has(value.type) || isError(value);
}

function textOf(bytes: Buffer, { start, end }: StreamEvent): string {
  return bytes.toString("latin1", start, end);
}
