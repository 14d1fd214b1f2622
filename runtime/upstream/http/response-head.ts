import type { HeaderLines } from "../../wire/header-lines.ts";

/**
 * Parses the head of an HTTP/1.1 response: https://www.rfc-editor.org/rfc/rfc9112. A response whose end two readers could
 * see at different places is rejected: that is how one client gets another one's answer.
 */

export type Framing =
  | { readonly kind: "none" }
  | { readonly kind: "length"; readonly length: number }
  | { readonly kind: "chunked" }
  | { readonly kind: "until-close" };

export interface ResponseHead {
  readonly status: number;
  /** Alternating names (in lower case) and values. */
  readonly headers: readonly string[];
  readonly framing: Framing;
  /** Whether the connection can be used for another request. */
  readonly keepAlive: boolean;
}

const STATUS_LINE = /^HTTP\/1\.([01]) ([1-9]\d\d)(?: [\t\x20-\x7e\x80-\xff]*)?\r\n/;
const DIGITS = /^\d{1,15}$/;
const NONE: Framing = { kind: "none" };
const CHUNKED: Framing = { kind: "chunked" };
const UNTIL_CLOSE: Framing = { kind: "until-close" };

/** `text` ends with the line break before the blank line. null if it is not a response head. */
export function parseHead(text: string, lines: HeaderLines): ResponseHead | null {
  const match = STATUS_LINE.exec(text);
  if (match === null) return null;
  const [first, minor, code] = match;
  const headers = lines.read(text, first.length);
  if (headers === null) return null;
  const status = Number(code);
  let length: string | null = null;
  let coding: string | null = null;
  let connection = "";
  for (let i = 0; i + 1 < headers.length; i += 2) {
    const name = headers[i];
    const value = headers[i + 1] ?? "";
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
  const wanted = minor === "1" ? !connection.includes("close") : connection.includes("keep-alive");
  // Both kinds of framing at once, or chunks in HTTP/1.0, are an attack or a bug: the chunks are read, and the connection
  // is not reused.
  const doubtful = coding !== null && (length !== null || minor === "0");
  const keepAlive = wanted && framing.kind !== "until-close" && !doubtful;
  return { status, headers, framing, keepAlive };
}

function framingOf(status: number, coding: string | null, length: string | null): Framing {
  if (status < 200 || status === 204 || status === 304) return NONE;
  if (coding !== null) return CHUNKED;
  return length === null ? UNTIL_CLOSE : { kind: "length", length: Number(length) };
}
