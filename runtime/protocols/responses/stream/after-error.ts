import { isError } from "../../is-error.ts";
import { isObject, type JsonObject, parseObject } from "../../json/json-object.ts";
import { eventsIn, type StreamEvent } from "../../sse/event-reader.ts";
import { errorEvent, failedEvent, nextNumber } from "./error-events.ts";
import { limitIn } from "./limit.ts";

const NOTHING = Buffer.alloc(0);
/** Members of the error in the start of a failed response, which is all that is kept of a long one. */
const CODE = /"error"\s*:\s*\{[^{}]*?"code"\s*:\s*"((?:[^"\\\p{Cc}]|\\["\\/bfnrt])*)/u;
const MESSAGE = /"error"\s*:\s*\{[^{}]*?"message"\s*:\s*"((?:[^"\\\p{Cc}]|\\["\\/bfnrt])*)/u;

/** The one of the two events that the upstream has not sent after the other. */
export function afterError(tail: Buffer): Buffer {
  let sent: JsonObject | null = null;
  let failed: JsonObject | null = null;
  for (const event of eventsIn(tail)) {
    const value = parseObject(event.data ?? "");
    const type = value?.type ?? event.event;
    if (type === "response.failed") failed = errorOfFailed(value, tail, event);
    else if (type === "error" || (value !== null && isError(value))) sent = errorIn(value ?? {});
  }
  const number = nextNumber(tail);
  if (sent !== null && failed === null) return Buffer.from(failedEvent(limitIn(sent, null), tail, number));
  return sent === null && failed !== null ? Buffer.from(errorEvent(failed, number)) : NOTHING;
}

function errorIn({ type: _, sequence_number: __, ...event }: JsonObject): JsonObject {
  if (isObject(event.error)) return event.error;
  return typeof event.error === "string" ? { message: event.error } : event;
}

function errorOfFailed(value: JsonObject | null, tail: Buffer, { start, end }: StreamEvent): JsonObject {
  const response = value?.response;
  if (isObject(response)) return isObject(response.error) ? response.error : {};
  const text = tail.toString("utf8", start, end);
  return { code: wordAfter(CODE, text), message: wordAfter(MESSAGE, text) };
}

function wordAfter(pattern: RegExp, text: string): unknown {
  const quoted = pattern.exec(text)?.[1];
  return quoted === undefined ? null : JSON.parse(`"${quoted}"`);
}
