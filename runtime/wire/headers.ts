import type { IncomingHttpHeaders } from "node:http";

/** What may cross, and in which direction. Everything not named here passes: a new header of the API is not our business. */

/** They describe one connection or one hop's framing: https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1 */
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

/** The client's credentials and cookies, the scope that goes with its key, and what belongs to this hop alone. */
const NEVER_UP = [
  ...HOP_BY_HOP,
  "host",
  "expect",
  "authorization",
  "api-key",
  "x-api-key",
  "cookie",
  "openai-organization",
  "openai-project",
  "chatgpt-account-id",
  // An answer that comes compressed could be neither watched for a cut nor classified.
  "accept-encoding",
  // Bodies are decoded before they are read.
  "content-encoding",
];

/** `date` is written anew; the others speak of the upstream's origin, which is not the client's. */
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

/** The names that are kept back on the way to an endpoint that sends `own` headers (names and values in turn). */
export function keptBack(own: readonly string[], withheld: readonly string[] = []): ReadonlySet<string> {
  return new Set([
    ...NEVER_UP,
    ...withheld,
    ...own.filter((_, index) => index % 2 === 0).map((name) => name.toLowerCase()),
  ]);
}

/** The headers of an upstream request, names and values in turn. */
export function headersUp(client: IncomingHttpHeaders, own: readonly string[], kept: ReadonlySet<string>): string[] {
  const headers = own.slice();
  const named = client.connection === undefined ? "" : client.connection.toLowerCase();
  for (const name in client) {
    const value = client[name];
    if (value === undefined || kept.has(name) || name.startsWith("x-turnout-") || isNamed(named, name)) continue;
    headers.push(name, typeof value === "string" ? value : value.join(", "));
  }
  if (client["content-type"] === undefined) headers.push("content-type", "application/json");
  return headers;
}

/** Whether a Connection header names this one: then it too ends here. */
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
  /** Names and values in turn, what may go down. */
  readonly pass: string[];
  /** In lower case. */
  readonly contentType: string;
  readonly encoded: boolean;
}

/** Sorts an upstream's headers. Its request id goes down under a name of its own, beside Turnout's. */
export function headersDown(raw: readonly string[]): AnswerHeaders {
  const pass: string[] = [];
  const named = connectionOptions(raw);
  let contentType = "";
  let encoded = false;
  for (let i = 0; i + 1 < raw.length; i += 2) {
    const name = raw[i] ?? "";
    if (NEVER_DOWN.has(name) || name.startsWith("x-turnout-") || isNamed(named, name)) continue;
    const value = raw[i + 1] ?? "";
    if (name === "content-type") contentType = value.toLowerCase();
    else if (name === "content-encoding") encoded = value !== "identity";
    pass.push(name === "x-request-id" ? "x-upstream-request-id" : name, value);
  }
  return { pass, contentType, encoded };
}

/** Text that is safe as a header's value: what is not printable ASCII is percent-encoded. */
export function headerText(text: string): string {
  return /^[\x20-\x7e]*$/.test(text) ? text : text.replace(/[^\x20-\x7e]+/gu, (part) => percentEncode(part));
}

function percentEncode(text: string): string {
  return [...Buffer.from(text)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`).join("");
}
