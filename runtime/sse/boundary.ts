/** https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream: a blank line ends an event. */

const LF = 0x0a;
const CR = 0x0d;

/** The position behind the last whole event in the bytes; 0 if none is whole. */
export function lastBoundary(bytes: Buffer): number {
  const end = bytes.length;
  if (bytes[end - 1] === LF && (bytes[end - 2] === LF || (bytes[end - 2] === CR && bytes[end - 3] === LF))) return end;
  const lf = bytes.lastIndexOf("\n\n");
  const crlf = bytes.lastIndexOf("\r\n\r\n");
  return Math.max(lf < 0 ? 0 : lf + 2, crlf < 0 ? 0 : crlf + 4);
}
