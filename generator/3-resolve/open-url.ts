import type { OpenOrigin } from "../../runtime/contract/http-backend.ts";
import { diagnostic } from "../diagnostics/report.ts";
import { type AzureUrl, azureProblem } from "./azure.ts";
import { type BaseUrl, endpointProblem, NOWHERE, type Problem, problemOf, resolveBaseUrl } from "./base-url.ts";
import { type Context, keyAt, spanAt } from "./context.ts";
import { envText } from "./env-text.ts";
import { resolveOrigins } from "./origins.ts";
import type { Preset } from "./presets.ts";

interface OpenUrl {
  readonly origin: OpenOrigin;
  readonly path: string;
}

/** Where an HTTP backend is: a URL that the config fixes, or one with variables and the origins that it may lead to. */
export function resolveUrl(context: Context, name: string, preset: Preset): BaseUrl | OpenUrl {
  const backend = context.config.backends[name];
  if (typeof backend !== "object" || backend === null) return NOWHERE;
  const key = typeof backend.base_url === "string" ? "base_url" : "api_url";
  const text = backend[key];
  const place = ["backends", name, key];
  const isOpen = typeof text === "string" && text.includes("$" + "{");
  const origins = backend.origins === undefined ? null : resolveOrigins(context, name);
  if (!isOpen) {
    if (origins !== null && typeof text === "string") {
      const about = "The URL is written out, so that this backend contacts nothing else.";
      const args = { key: "origins", other: key, about, hint: "Remove `origins`, or write the URL as `${NAME}`." };
      context.found.push(diagnostic("conflicting-keys", keyAt(context, ["backends", name, "origins"]), args));
    }
    return resolveBaseUrl(context, name, preset);
  }
  const span = spanAt(context, place);
  if (origins === null) {
    const hint = `Write \`origins\` beside it, which lists where it may lead: \`origins: ["${exampleFor(backend.type, preset)}"]\`.`;
    context.found.push(diagnostic("env-in-url", span, { key, without: "without `origins` beside it", hint }));
    return NOWHERE;
  }
  const url = envText({ text, span });
  const { type, api_version: version } = backend;
  const wrong = templateProblem({ type, text, version });
  if (wrong !== null) {
    context.found.push(diagnostic("bad-url", span, { key, problem: wrong[0], hint: wrong[1] }));
    return NOWHERE;
  }
  return { origin: { url, origins }, path: usualPath(type, preset, version) };
}

const REFERENCE = /\$\{[A-Za-z_][A-Za-z0-9_]*\}/g;

/** What is wrong with the parts of a URL that are not variables. */
function templateProblem({ text, ...azure }: AzureUrl): Problem | null {
  const rest = text.replace(REFERENCE, "");
  if (rest.includes("$" + "{")) {
    return [
      "it has a `${` that does not start a variable",
      "Write variables as `${NAME}`, without a default behind them.",
    ];
  }
  const start = /^\$\{\w+\}/.exec(text)?.[0] ?? "";
  const behind = text.slice(start.length);
  const head = start === "" ? "" : behind.startsWith("://") ? "http" : "http://host";
  const sample = head + behind.replace(/(?<=:)\$\{\w+\}(?=\/|$)/, "1").replace(REFERENCE, "x");
  return azureProblem({ text, ...azure }) ?? problemOf(sample) ?? endpointProblem(new URL(sample).pathname);
}

/** Many variables hold an address alone, as other tools want it. */
function usualPath(type: string, { baseUrl }: Preset, version: string | undefined): string {
  if (type === "azure-openai") return version === undefined ? "/openai/v1" : "/openai";
  return baseUrl === null ? "" : new URL(baseUrl).pathname;
}

function exampleFor(type: string, { baseUrl }: Preset): string {
  if (type === "azure-openai") return "https://*.openai.azure.com";
  return baseUrl === null ? "https://*.llm.example.com" : new URL(baseUrl).origin;
}
