import { diagnostic } from "../diagnostics/report.ts";
import { azureProblem } from "./azure.ts";
import { type Context, type Located, spanAt } from "./context.ts";
import { hostProblem } from "./hosts.ts";
import type { Preset } from "./presets.ts";
import { adviseOnUrl } from "./url-advice.ts";

export interface BaseUrl {
  readonly origin: string;
  /** Never ends in a slash. */
  readonly path: string;
}

/** Replaces a URL that was reported, so that the rest of the config is still checked. */
export const NOWHERE: BaseUrl = { origin: "http://invalid", path: "" };

/** The base URL of a backend: from the config, under either name of the key, or else from its preset. */
export function resolveBaseUrl(context: Context, name: string, preset: Pick<Preset, "baseUrl">): BaseUrl {
  const backend = context.config.backends[name];
  if (typeof backend !== "object" || backend === null) return NOWHERE;
  const key = typeof backend.base_url === "string" ? "base_url" : "api_url";
  const text = backend[key] ?? preset.baseUrl;
  if (text === null) return NOWHERE;
  const span = spanAt(context, ["backends", name, key]);
  const { type, api_version: version } = backend;
  const ofAzure = azureProblem({ type, text, version });
  if (ofAzure !== null) {
    context.found.push(diagnostic("bad-url", span, { key, problem: ofAzure[0], hint: ofAzure[1] }));
    return NOWHERE;
  }
  const url = checkedUrl(context, { key, text, span }, (path) => endpointProblem(path));
  if (url !== null && typeof backend[key] === "string") {
    adviseOnUrl(context, { type, hasVersion: version !== undefined }, { key, text, span }, url);
  }
  return url === null ? NOWHERE : { origin: url.origin, path: url.pathname.replace(/\/+$/, "") };
}

export type Problem = readonly [problem: string, hint: string];

/** A URL that the config fixes; null for one that was reported. `refuse` may find something wrong with its path. */
export function checkedUrl(
  context: Context,
  { key, text, span }: Located & { readonly key: string },
  refuse: (path: string) => Problem | null = () => null,
): URL | null {
  if (text.includes("$" + "{")) {
    const hint = "Write the URL out.";
    context.found.push(diagnostic("env-in-url", span, { key, without: "here", hint }));
    return null;
  }
  const wrong = problemOf(text) ?? refuse(new URL(text).pathname);
  if (wrong === null) return new URL(text);
  context.found.push(diagnostic("bad-url", span, { key, problem: wrong[0], hint: wrong[1] }));
  return null;
}

/** What is wrong with a URL, which is not quoted, because it may contain a password. */
export function problemOf(text: string): Problem | null {
  const example = "Write it like `https://api.example.com/v1`.";
  if (/[\s\\]/.test(text)) return ["it has white space or a backslash in it", example];
  if (!/^https?:\/\//i.test(text)) {
    const host = /^[\w.-]+(?::\d+)?(?:\/\S*)?$/.test(text);
    const scheme = /^(?:localhost|127\.|[\w-]+(?::|$))/.test(text) ? "http" : "https";
    const hint = host ? `Write \`${scheme}://${text.replace(/\/+$/, "")}\`.` : example;
    return ["it does not start with `https://` or `http://`", hint];
  }
  if (!URL.canParse(text)) return ["it cannot be read", example];
  const url = new URL(text);
  if (url.username !== "" || url.password !== "") {
    return ["it has a user name or a password in it", "Remove them, and put the secret into `api_key` or `headers`."];
  }
  const host = hostProblem(/^https?:[/]*([^/?#]*)/i.exec(text)?.[1] ?? "");
  if (host !== null) return [host, example];
  if (/[?#]/.test(text)) return ["it has a `?` or a `#` in it", "Leave off everything from there on."];
  return null;
}

/** Turnout adds the endpoint itself. */
export function endpointProblem(path: string): Problem | null {
  const endpoint = /\/(?:chat\/completions|completions|responses|embeddings)\/*$/.exec(path)?.[0];
  if (endpoint === undefined) return null;
  return [`it names one endpoint, \`${endpoint}\``, `Leave off \`${endpoint}\`: Turnout adds the endpoint itself.`];
}
