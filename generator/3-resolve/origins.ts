import { diagnostic } from "../diagnostics/report.ts";
import { type Context, textsAt } from "./context.ts";
import { hostProblem, isPublic } from "./hosts.ts";

/** `origins` of a backend, as URLs write them; a repeated one once. */
export function resolveOrigins(context: Context, backend: string): readonly string[] {
  const origins = textsAt(context, ["backends", backend, "origins"]).flatMap(({ text, span }) => {
    const read = readOrigin(text);
    if (read.kind === "wrong") {
      const args = { name: text, what: "an origin that `base_url` may lead to", about: read.about, hint: read.hint };
      context.found.push(diagnostic("bad-name", span, args));
      return [];
    }
    const { origin, host } = read;
    if (origin.startsWith("http:") && isPublic(host)) {
      const args = { key: "origins", host, better: origin.replace(/^http:/, "https:") };
      context.found.push(diagnostic("plain-http", span, args));
    }
    return [origin];
  });
  return [...new Set(origins)];
}

type Read =
  | { readonly kind: "origin"; readonly origin: string; readonly host: string }
  | { readonly kind: "wrong"; readonly about: string; readonly hint: string };

const FORM = /^(https?):\/\/(\*\.)?([^/?#@\s\\*]+?)(?::(\*|\d+))?$/i;
const EXAMPLES = "Write it like `http://127.0.0.1:*`, `http://*.internal:11434` or `https://llm.example.com`.";

function readOrigin(text: string): Read {
  const [, scheme = "", any = "", written = "", port] = FORM.exec(text) ?? [];
  if (scheme === "") return wrong(aboutForm(text), hintFor(text));
  const problem = hostProblem(written);
  if (problem !== null) return wrong(`In it, ${problem}.`, EXAMPLES);
  const fixed = `${scheme}://${written}${port === undefined || port === "*" ? "" : `:${port}`}`;
  if (!URL.canParse(fixed)) return wrong("It cannot be read as the start of a URL.", EXAMPLES);
  const url = new URL(fixed);
  if (any !== "" && /^\[|\.?\d+$/.test(url.hostname)) {
    return wrong("`*.` stands for the first labels of a name, and this is an address.", "Write each address out.");
  }
  if (any !== "" && !url.hostname.includes(".") && isPublic(`x.${url.hostname}`)) {
    return wrong(
      `It would take every host below \`.${url.hostname}\`.`,
      "Write the domain out: `https://*.example.com`.",
    );
  }
  const host = `${any}${url.hostname}`;
  const end = port === "*" ? ":*" : url.port === "" ? "" : `:${url.port}`;
  return {
    kind: "origin",
    origin: `${url.protocol}//${host}${end}`,
    host: any === "" ? url.hostname : `x.${url.hostname}`,
  };
}

function aboutForm(text: string): string {
  if (/^https?:\/\/\*(?::|\/?$)/i.test(text)) return "It would take every host, so that nothing would be closed.";
  if (text.includes("*")) return "`*` stands at the start of the host, in place of labels, or for the port.";
  return "An origin is a scheme, a host, and a port unless it is the usual one; nothing else.";
}

function hintFor(text: string): string {
  const start = /^https?:\/\/[^/?#@\s\\]+(?=[/?#])/i.exec(text)?.[0];
  return start !== undefined && FORM.test(start) ? `Write \`${start}\`.` : EXAMPLES;
}

function wrong(about: string, hint: string): Read {
  return { kind: "wrong", about, hint };
}
