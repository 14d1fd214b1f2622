/** https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation */

export interface StreamEvent {
  /** Its start, and the end of the blank line after it. */
  readonly start: number;
  readonly end: number;
  /** The last `event:`; null without one. */
  readonly event: string | null;
  /** The `data:` lines, joined by LF; null if there are none, as in a comment. */
  readonly data: string | null;
}

const LF = 0x0a;
const CR = 0x0d;

/** The events in the bytes, in order. What follows the last blank line counts as one, because a stream may end like that. */
export function eventsIn(bytes: Buffer): StreamEvent[] {
  const events: StreamEvent[] = [];
  for (let at = 0; at < bytes.length; ) {
    const event = readEvent(bytes, at);
    events.push(event);
    at = event.end;
  }
  return events;
}

/** The event that starts here. */
export function readEvent(bytes: Buffer, start: number): StreamEvent {
  let event: string | null = null;
  let data: string | null = null;
  for (let at = start; at < bytes.length; ) {
    const lineEnd = endOfLine(bytes, at);
    const next = lineEnd + (bytes[lineEnd] === CR && bytes[lineEnd + 1] === LF ? 2 : 1);
    if (lineEnd === at) return { start, end: next, event, data };
    const line = bytes.toString("utf8", at === start ? behindMark(bytes, at) : at, lineEnd);
    const eventHere = fieldOf(line, "event");
    if (eventHere !== null) event = eventHere;
    const dataHere = fieldOf(line, "data");
    if (dataHere !== null) data = data === null ? dataHere : `${data}\n${dataHere}`;
    at = next;
  }
  return { start, end: bytes.length, event, data };
}

/** A stream may start with a byte order mark, which is not part of it. */
function behindMark(bytes: Buffer, at: number): number {
  return bytes[at] === 0xef && bytes[at + 1] === 0xbb && bytes[at + 2] === 0xbf ? at + 3 : at;
}

function endOfLine(bytes: Buffer, from: number): number {
  let at = from;
  while (at < bytes.length && bytes[at] !== LF && bytes[at] !== CR) at++;
  return at;
}

/** The value of the line's field; null if it is another field. */
function fieldOf(line: string, field: string): string | null {
  if (!line.startsWith(field)) return null;
  if (line.length === field.length) return "";
  if (line[field.length] !== ":") return null;
  return line.slice(field.length + (line[field.length + 1] === " " ? 2 : 1));
}
