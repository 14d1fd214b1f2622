import { diagnostic } from "../diagnostics/report.ts";
import { type Context, spanAt } from "./context.ts";
import type { Preset } from "./presets.ts";

export interface BaseUrl {
  readonly origin: string;
  /** Never ends in a slash. */
  readonly path: string;
}

/** Stands in for one that was reported, so that the rest of the config is still checked. */
const NOWHERE: BaseUrl = { origin: "http://invalid", path: "" };

/** Where a backend is: what the config says under either name of the key, or else its preset. */
export function resolveBaseUrl(context: Context, name: string, preset: Preset): BaseUrl {
  const backend = context.config.backends[name];
  if (typeof backend !== "object" || backend === null) return NOWHERE;
  const key = typeof backend.base_url === "string" ? "base_url" : "api_url";
  const text = backend[key] ?? preset.baseUrl;
  if (text === null) return NOWHERE;
  const span = spanAt(context, ["backends", name, key]);
  if (text.includes("$" + "{")) {
    context.found.push(diagnostic("env-in-url", span, { key }));
    return NOWHERE;
  }
  const wrong = problemOf(text);
  if (wrong !== null) {
    context.found.push(diagnostic("bad-url", span, { key, problem: wrong[0], hint: wrong[1] }));
    return NOWHERE;
  }
  const url = new URL(text);
  return { origin: url.origin, path: url.pathname.replace(/\/+$/, "") };
}

/** The URL itself is not quoted: it may be the one place where somebody put a password. */
function problemOf(text: string): readonly [problem: string, hint: string] | null {
  const example = "Write it like `https://api.example.com/v1`.";
  if (/[\s\\]/.test(text)) return ["it has white space or a backslash in it", example];
  if (!/^https?:\/\//i.test(text)) return ["it does not start with `https://` or `http://`", example];
  if (!URL.canParse(text)) return ["it cannot be read", example];
  const url = new URL(text);
  if (url.username !== "" || url.password !== "") {
    return ["it has a user name or a password in it", "Remove them, and put the secret into `api_key` or `headers`."];
  }
  if (/[?#]/.test(text)) return ["it has a `?` or a `#` in it", "Leave off everything from there on."];
  const endpoint = /\/(?:chat\/completions|completions|responses|embeddings)\/*$/.exec(url.pathname)?.[0];
  if (endpoint !== undefined) {
    return [`it names one endpoint, \`${endpoint}\``, `Leave off \`${endpoint}\`: Turnout adds the endpoint itself.`];
  }
  return null;
}
