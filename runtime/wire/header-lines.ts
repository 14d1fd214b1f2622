import { headerName } from "./header-name.ts";

/** A control character, or half of a line break, which some readers take as the start of another header. */
const STRAY = /[\x00-\x08\x0a-\x1f\x7f]/;
/** A line that was another one so often is not remembered any longer. */
const MOST_CHANGES = 8;
/** What is remembered of a connection at most: there may be thousands of them. */
const MOST_LINES = 32;
const LONGEST_LINE = 256;

interface Line {
  /** As it was sent, with its line break. */
  text: string;
  name: string;
  value: string;
  changes: number;
}

/**
 * Reads the header lines of one connection: https://www.rfc-editor.org/rfc/rfc9112#section-5. One head after the other has
 * the same lines, but for some; only those are read anew. The first head is not remembered, as it may remain the only one.
 */
export class HeaderLines {
  #lines: Line[] | null = null;

  /**
   * The headers of a head from `start` on, alternating names (in lower case) and values; null if they are not valid. `head`
   * ends with a line break.
   */
  read(head: string, start: number): string[] | null {
    const headers: string[] = [];
    const lines = this.#lines;
    let at = start;
    for (let i = 0; at < head.length; i++) {
      const known = lines?.[i];
      if (known !== undefined && head.startsWith(known.text, at)) {
        headers.push(known.name, known.value);
        at += known.text.length;
        continue;
      }
      const end = head.indexOf("\r\n", at);
      const line = readLine(head, at, end);
      if (line === null) return null;
      headers.push(line.name, line.value);
      if (lines !== null) remember(lines, i, head.slice(at, end + 2), line);
      at = end + 2;
    }
    this.#lines ??= [];
    return headers;
  }
}

function readLine(head: string, start: number, end: number): Pick<Line, "name" | "value"> | null {
  const colon = head.indexOf(":", start);
  if (colon <= start || colon >= end) return null;
  const name = headerName(head.slice(start, colon));
  const value = withoutSpace(head, colon + 1, end);
  return name === null || STRAY.test(value) ? null : { name, value };
}

function remember(lines: Line[], index: number, text: string, { name, value }: Pick<Line, "name" | "value">): void {
  if (index >= MOST_LINES || text.length > LONGEST_LINE) return;
  const known = lines[index];
  if (known === undefined) lines[index] = { text: own(text), name: own(name), value: own(value), changes: 0 };
  else if (++known.changes < MOST_CHANGES) {
    known.text = own(text);
    known.name = own(name);
    known.value = own(value);
  }
}

/** A copy, because a slice would keep the whole head in memory. */
function own(text: string): string {
  return Buffer.from(text, "latin1").toString("latin1");
}

/** The part of a text between two positions, without spaces and tabs around it: `trim` would remove more than HTTP allows. */
export function withoutSpace(text: string, from: number, to: number): string {
  let start = from;
  let end = to;
  while (start < end && isSpace(text.charCodeAt(start))) start++;
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--;
  return text.slice(start, end);
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x09;
}
