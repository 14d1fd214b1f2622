/** https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream: a blank line ends an event. */

const LF = 0x0a;
const CR = 0x0d;

/** The position after the last complete event in the bytes; 0 if there is none. */
export function lastBoundary(bytes: Buffer): number {
  const end = bytes.length;
  if (bytes[end - 1] === LF && (bytes[end - 2] === LF || (bytes[end - 2] === CR && bytes[end - 3] === LF))) return end;
  const found = behindLast(bytes, "\n\n");
  // The other blank lines are rare: only what follows is searched for them, and not the whole read twice more.
  const start = Math.max(0, found - 2);
  const rest = bytes.subarray(start);
  return Math.max(found, start + behindLast(rest, "\n\r\n"), start + behindLast(rest, "\r\r"));
}

function behindLast(bytes: Buffer, blankLine: string): number {
  const at = bytes.lastIndexOf(blankLine);
  return at < 0 ? 0 : at + blankLine.length;
}
