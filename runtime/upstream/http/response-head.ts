/**
 * The head of an HTTP/1.1 response: https://www.rfc-editor.org/rfc/rfc9112. Whatever two readers could frame
 * differently is refused: a second reading of where an answer ends is how one client gets another one's answer.
 */

export type Framing =
  | { readonly kind: "none" }
  | { readonly kind: "length"; readonly length: number }
  | { readonly kind: "chunked" }
  | { readonly kind: "until-close" };

export interface ResponseHead {
  readonly status: number;
  /** Names in lower case and values in turn. */
  readonly headers: readonly string[];
  readonly framing: Framing;
  /** Whether the connection may carry another request. */
  readonly keepAlive: boolean;
}

const STATUS_LINE = /^HTTP\/1\.([01]) ([1-9]\d\d)(?: |$)/;
/** A control character, or a line break that is only half of one: in a header it would be another header to someone. */
const STRAY = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\r(?!\n)|(?<!\r)\n/;
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const DIGITS = /^\d{1,15}$/;
const NONE: Framing = { kind: "none" };
const CHUNKED: Framing = { kind: "chunked" };
const UNTIL_CLOSE: Framing = { kind: "until-close" };

/** `text` ends before the blank line. null: it is no response head. */
export function parseHead(text: string): ResponseHead | null {
  if (STRAY.test(text)) return null;
  const lines = text.split("\r\n");
  const match = STATUS_LINE.exec(lines[0] ?? "");
  if (match === null) return null;
  const status = Number(match[2]);
  const headers: string[] = [];
  let length: string | null = null;
  let coding: string | null = null;
  let connection = "";
  for (let i = 1; i < lines.length; i++) {
    const line = lines[i] ?? "";
    const colon = line.indexOf(":");
    const name = colon < 1 ? null : nameOf(line.slice(0, colon));
    if (name === null) return null;
    const value = withoutSpace(line, colon + 1);
    headers.push(name, value);
    if (name === "content-length") {
      if (!DIGITS.test(value) || (length !== null && length !== value)) return null;
      length = value;
    } else if (name === "transfer-encoding") {
      if (coding !== null) return null;
      coding = value.toLowerCase();
    } else if (name === "connection") connection += `${value.toLowerCase()},`;
  }
  if (coding !== null && coding !== "chunked") return null;
  const framing = framingOf(status, coding, length);
  const wanted = match[1] === "1" ? !connection.includes("close") : connection.includes("keep-alive");
  // Both framings at once, or chunks in HTTP/1.0, is an attack or a bug; the chunks count, and nothing may follow them.
  const doubtful = coding !== null && (length !== null || match[1] === "0");
  const keepAlive = wanted && framing.kind !== "until-close" && !doubtful;
  return { status, headers, framing, keepAlive };
}

/** What stands from `from` on without the blanks and tabs around it: `trim` would take more away than HTTP has. */
function withoutSpace(line: string, from: number): string {
  let start = from;
  let end = line.length;
  while (start < end && isSpace(line.charCodeAt(start))) start++;
  while (end > start && isSpace(line.charCodeAt(end - 1))) end--;
  return line.slice(start, end);
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x09;
}

function framingOf(status: number, coding: string | null, length: string | null): Framing {
  if (status < 200 || status === 204 || status === 304) return NONE;
  if (coding !== null) return CHUNKED;
  return length === null ? UNTIL_CLOSE : { kind: "length", length: Number(length) };
}

/** Header names as upstreams write them, in lower case: there are few, and each answer has them again. */
const known = new Map<string, string>();
const MOST_KNOWN = 256;

/** null: it is no name. */
function nameOf(written: string): string | null {
  const found = known.get(written);
  if (found !== undefined) return found;
  if (!TOKEN.test(written)) return null;
  const name = written.toLowerCase();
  // A copy: a slice would keep the whole head that it was cut from.
  if (known.size < MOST_KNOWN) known.set(Buffer.from(written, "latin1").toString("latin1"), name);
  return name;
}
