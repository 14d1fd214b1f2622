import { type IncomingHttpHeaders, maxHeaderSize } from "node:http";
import { type HeaderLines, withoutSpace } from "../../wire/header-lines.ts";

export interface RequestHead {
  readonly method: string;
  /** The path, with its query. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  /** The head as it was sent. */
  readonly text: string;
  /** Where the body starts. */
  readonly end: number;
  /** Bytes of the body. */
  readonly length: number;
  /** Whether the client wants no other answer on this connection. */
  readonly isLast: boolean;
}

const HEAD_END = "\r\n\r\n";
const REQUEST_LINE = /^([A-Z]+) (\/[\x21-\x7e]*) HTTP\/1\.1\r\n/;
/** In bytes; less if Node is told so. */
const MAX_HEAD = Math.min(16_384, maxHeaderSize);
/** Of more headers than this, some versions of Node drop the rest, and others refuse the request. */
const MOST_HEADERS = 1000;
/** In digits: as much as an integer holds exactly. */
export const LONGEST_LENGTH = 15;
const DIGITS = new RegExp(`^\\d{1,${LONGEST_LENGTH}}$`);
/** What Node reads better: bodies of unknown length, and clients that wait for an answer in between. */
const NOT_HERE: ReadonlySet<string> = new Set(["transfer-encoding", "expect", "upgrade", "__proto__"]);

/**
 * Reads the head of a plain request: its body has a known length, and nothing in it could be read in two ways. null for all
 * others, also incomplete ones, and for everything that is no valid request: Node reads those. `lines`: what is remembered of
 * the connection's earlier requests.
 */
export function readHead(bytes: Buffer, lines: HeaderLines): RequestHead | null {
  const end = bytes.indexOf(HEAD_END, 0, "latin1");
  if (end < 0 || end > MAX_HEAD) return null;
  const text = bytes.toString("latin1", 0, end + 2);
  // Some servers take a tab behind a length for a part of it.
  if (text.includes("\t")) return null;
  const line = REQUEST_LINE.exec(text);
  if (line === null) return null;
  const [start, method = "", url = ""] = line;
  const raw = lines.read(text, start.length);
  const headers = raw === null || raw.length > 2 * MOST_HEADERS ? null : byName(raw);
  if (headers === null || headers.host === undefined) return null;
  const length = headers["content-length"] ?? "0";
  if (!DIGITS.test(length)) return null;
  const connection = headers.connection?.toLowerCase();
  const isLast = connection === "close";
  if (connection !== undefined && connection !== "keep-alive" && !isLast) return null;
  return { method, url, headers, text, end: end + HEAD_END.length, length: Number(length), isLast };
}

function byName(raw: readonly string[]): IncomingHttpHeaders | null {
  const headers: Record<string, string> = {};
  for (let i = 0; i + 1 < raw.length; i += 2) {
    const name = raw[i] ?? "";
    // A second one of a name is joined, dropped or refused, as each name demands.
    if (NOT_HERE.has(name) || headers[name] !== undefined) return null;
    headers[name] = raw[i + 1] ?? "";
  }
  return headers;
}

/** The names and values of a head that has been read, as they were sent. */
export function rawHeadersOf(text: string): string[] {
  return text
    .split("\r\n")
    .slice(1, -1)
    .flatMap((line) => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon), withoutSpace(line, colon + 1, line.length)];
    });
}
