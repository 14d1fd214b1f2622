/**
 * Recognises the end of a Responses stream by its last event. Only an event's own name and type count, because a response
 * repeats parts of its request: `"type":"error"` may occur in metadata or tools. `[DONE]`, which servers built for chat
 * send, does not count: without the last event no client has a response.
 */

import { isError } from "../../is-error.ts";
import { parseObject } from "../../json/json-object.ts";
import { eventsIn, type StreamEvent } from "../../sse/event-reader.ts";

const LAST: ReadonlySet<unknown> = new Set([
  "response.completed",
  "response.incomplete",
  "response.failed",
  "response.cancelled",
  "error",
]);
/** Only both ends of a long event are kept, and some servers write its type last. */
const TYPE_OF_LAST = /"type"\s*:\s*"response\.(?:completed|incomplete|failed|cancelled)"/;

/** Whether these bytes contain an event that ends a stream. */
export function hasLast(bytes: Buffer): boolean {
  return eventsIn(bytes).some((event) => isLast(event) ?? TYPE_OF_LAST.test(textBetween(bytes, event)));
}

/** null if the event is incomplete. */
function isLast({ event, data }: StreamEvent): boolean | null {
  if (LAST.has(event)) return true;
  const value = parseObject(data ?? "");
  return value === null ? null : LAST.has(value.type) || isError(value);
}

function textBetween(bytes: Buffer, { start, end }: StreamEvent): string {
  return bytes.toString("latin1", start, end);
}
