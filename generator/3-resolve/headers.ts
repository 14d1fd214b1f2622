import type { Text } from "../../runtime/contract/text.ts";
import { diagnostic } from "../diagnostics/report.ts";
import type { Entry } from "../document.ts";
import { type Context, entriesAt, type Located } from "./context.ts";
import { envText } from "./env-text.ts";

type Header = readonly [name: string, value: Text];

/**
 * Headers that depend on the connection or the body: a fixed value would break the request or allow request smuggling.
 */
const OWN = new Set([
  "connection",
  "content-encoding",
  "content-length",
  "content-type",
  "expect",
  "host",
  "keep-alive",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);
/** What HTTP allows in a header's value, RFC 9110 section 5.5. */
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/** `organization`, `project` and `headers` of a backend, names in lower case. */
export function resolveHeaders(context: Context, backend: string): readonly Header[] {
  const headers: Header[] = [];
  const lines = new Map<string, number>();
  for (const { key, value } of entriesAt(context, ["backends", backend])) {
    const name = key === "organization" ? "openai-organization" : key === "project" ? "openai-project" : null;
    if (name === null || value.kind !== "scalar" || typeof value.value !== "string") continue;
    lines.set(name, value.span.line);
    headers.push([name, headerValue(context, key, { text: value.value, span: value.span })]);
  }
  for (const entry of entriesAt(context, ["backends", backend, "headers"])) {
    const header = resolveHeader(context, entry, lines);
    if (header !== null) headers.push(header);
  }
  return headers;
}

function resolveHeader(context: Context, { key, keySpan, value }: Entry, lines: Map<string, number>): Header | null {
  if (value.kind !== "scalar" || typeof value.value !== "string") return null;
  const name = key.toLowerCase();
  if (OWN.has(name)) {
    const about = "The connection and the body of each request decide this header.";
    const args = { name: key, what: "a header of a backend", about, hint: "Remove it." };
    context.found.push(diagnostic("bad-name", keySpan, args));
  }
  const first = lines.get(name);
  if (first !== undefined) context.found.push(diagnostic("duplicate-key", keySpan, { key, first: String(first) }));
  lines.set(name, keySpan.line);
  return [name, headerValue(context, key, { text: value.value, span: value.span })];
}

function headerValue(context: Context, key: string, located: Located): Text {
  const text = envText(located);
  const written = (typeof text === "string" ? [text] : text).filter((piece) => typeof piece === "string").join("");
  if (!VALUE.test(written) || written.includes("$" + "{")) {
    const about = "A header's value is one line of text, in which only `$" + "{NAME}` stands for something else.";
    const hint = "Leave out line breaks, control characters and characters beyond Latin-1, and close every `$" + "{`.";
    // The text is not quoted, because it may contain a part of a secret.
    context.found.push(diagnostic("invalid-value", located.span, { key, value: "…", about, hint }));
  }
  return text;
}
