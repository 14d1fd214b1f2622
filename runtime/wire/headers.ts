import type { IncomingHttpHeaders } from "node:http";
import type { Forwards } from "./forwarded-names.ts";

/** They describe one connection or its framing: https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1 */
const HOP_BY_HOP = [
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "content-length",
];

/**
 * Everything else goes down, including future headers of the API. `date` is written anew; the others describe the upstream's
 * origin, which is not what the client sees.
 */
const NEVER_DOWN: ReadonlySet<string> = new Set([
  ...HOP_BY_HOP,
  "date",
  "set-cookie",
  "set-cookie2",
  "authorization",
  "api-key",
  "x-api-key",
  "alt-svc",
  "strict-transport-security",
  "openai-organization",
  "openai-project",
]);

/** The headers of an upstream request, alternating names and values. */
export function headersUp(client: IncomingHttpHeaders, own: readonly string[], forwards: Forwards): string[] {
  const headers = own.slice();
  const named = client.connection === undefined ? "" : client.connection.toLowerCase();
  for (const name in client) {
    const value = client[name];
    if (value === undefined || !forwards(name) || isNamed(named, name)) continue;
    headers.push(name, typeof value === "string" ? value : value.join(", "));
  }
  if (client["content-type"] === undefined) headers.push("content-type", "application/json");
  return headers;
}

/** Whether a Connection header lists this one: then it must not be passed on either. */
function isNamed(connection: string, name: string): boolean {
  if (connection === "" || connection === "keep-alive" || connection === "close") return false;
  return connection.split(",").some((each) => each.trim() === name);
}

function connectionOptions(raw: readonly string[]): string {
  let options = "";
  for (let i = 0; i + 1 < raw.length; i += 2) {
    if (raw[i] === "connection") options = options === "" ? `${raw[i + 1]}` : `${options},${raw[i + 1]}`;
  }
  return options.toLowerCase();
}

export interface AnswerHeaders {
  /** Alternating names and values, only those that the client may see. */
  readonly pass: string[];
  /** In lower case. */
  readonly contentType: string;
  readonly encoded: boolean;
}

/** Sorts an upstream's headers. Its request id is passed on under a different name, next to Turnout's. */
export function headersDown(raw: readonly string[]): AnswerHeaders {
  const pass: string[] = [];
  const named = connectionOptions(raw);
  let contentType = "";
  let encoded = false;
  for (let i = 0; i + 1 < raw.length; i += 2) {
    const name = raw[i] ?? "";
    if (NEVER_DOWN.has(name) || isOurs(name) || isNamed(named, name)) continue;
    const value = raw[i + 1] ?? "";
    if (name === "content-type") contentType = value.toLowerCase();
    else if (name === "content-encoding") encoded = value !== "identity";
    pass.push(name === "x-request-id" ? "x-upstream-request-id" : name, value);
  }
  return { pass, contentType, encoded };
}

/** Which web pages may read an answer is this server's to say, not the upstream's. */
function isOurs(name: string): boolean {
  return name.startsWith("x-turnout-") || name.startsWith("access-control-");
}

/** A text as a safe header value: everything except printable ASCII is percent-encoded. */
export function headerText(text: string): string {
  return /^[\x20-\x7e]*$/.test(text) ? text : text.replace(/[^\x20-\x7e]+/gu, (part) => percentEncode(part));
}

function percentEncode(text: string): string {
  return [...Buffer.from(text)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`).join("");
}
