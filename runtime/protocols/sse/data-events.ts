import { eventsIn, type StreamEvent } from "./event-reader.ts";

/** An event that has data. */
export interface DataEvent {
  readonly event: string | null;
  readonly data: string;
}

/**
 * The events in the bytes that have data, in order. Same result as `eventsIn`, in half the time if lines end with LF, as
 * nearly all do: all bytes are decoded at once.
 */
export function dataEvents(bytes: Buffer): readonly DataEvent[] {
  const text = bytes.toString("utf8");
  if (text.includes("\r") || text.includes(BYTE_ORDER_MARK)) return eventsIn(bytes).flatMap(dataEvent);
  const events: DataEvent[] = [];
  let event: string | null = null;
  let data: string | null = null;
  for (let at = 0; at < text.length; ) {
    const found = text.indexOf("\n", at);
    const end = found < 0 ? text.length : found;
    if (end === at) {
      if (data !== null) events.push({ event, data });
      event = null;
      data = null;
    } else if (text.startsWith("data", at)) {
      const value = fieldValue(text, at + "data".length, end);
      if (value !== null) data = data === null ? value : `${data}\n${value}`;
    } else if (text.startsWith("event", at)) {
      event = fieldValue(text, at + "event".length, end) ?? event;
    }
    at = end + 1;
  }
  if (data !== null) events.push({ event, data });
  return events;
}

const BYTE_ORDER_MARK = "\ufeff";

function dataEvent({ event, data }: StreamEvent): readonly DataEvent[] {
  return data === null ? [] : [{ event, data }];
}

/** What follows a field's name; null if the name continues. */
function fieldValue(text: string, behindName: number, end: number): string | null {
  if (behindName === end) return "";
  if (text[behindName] !== ":") return null;
  return text.slice(behindName + (text[behindName + 1] === " " ? 2 : 1), end);
}
