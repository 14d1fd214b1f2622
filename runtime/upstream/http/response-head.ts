import { hasStray, withoutSpace } from "../../wire/header-lines.ts";
import { headerName } from "../../wire/header-name.ts";

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

const STATUS_LINE = /^HTTP\/1\.([01]) ([1-9]\d\d)(?: |$)/;
const DIGITS = /^\d{1,15}$/;
const NONE: Framing = { kind: "none" };
const CHUNKED: Framing = { kind: "chunked" };
const UNTIL_CLOSE: Framing = { kind: "until-close" };

/** `text` ends before the blank line. null if it is not a response head. */
export function parseHead(text: string): ResponseHead | null {
  if (hasStray(text)) return null;
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
    const name = colon < 1 ? null : headerName(line.slice(0, colon));
    if (name === null) return null;
    const value = withoutSpace(line, colon + 1, line.length);
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
  // Both kinds of framing at once, or chunks in HTTP/1.0, are an attack or a bug: the chunks are read, and the connection
  // is not reused.
  const doubtful = coding !== null && (length !== null || match[1] === "0");
  const keepAlive = wanted && framing.kind !== "until-close" && !doubtful;
  return { status, headers, framing, keepAlive };
}

function framingOf(status: number, coding: string | null, length: string | null): Framing {
  if (status < 200 || status === 204 || status === 304) return NONE;
  if (coding !== null) return CHUNKED;
  return length === null ? UNTIL_CLOSE : { kind: "length", length: Number(length) };
}
