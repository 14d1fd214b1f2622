/** https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream: a blank line ends an event. */

const LF = 0x0a;
const CR = 0x0d;

/** The position after the last complete event in the bytes; 0 if there is none. */
export function lastBoundary(bytes: Buffer): number {
  const end = bytes.length;
  if (bytes[end - 1] === LF && (bytes[end - 2] === LF || (bytes[end - 2] === CR && bytes[end - 3] === LF))) return end;
  return Math.max(behindLast(bytes, "\n\n"), behindLast(bytes, "\n\r\n"), behindLast(bytes, "\r\r"));
}

function behindLast(bytes: Buffer, blankLine: string): number {
  const at = bytes.lastIndexOf(blankLine);
  return at < 0 ? 0 : at + blankLine.length;
}
