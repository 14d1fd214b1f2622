import type { HttpBackend, OpenOrigin } from "../../contract/http-backend.ts";
import type { Env } from "../../env/env.ts";
import { refsOf, resolveText } from "../../env/text.ts";

export type OpenBackend = HttpBackend & { readonly origin: OpenOrigin };

export type OpenUrl =
  | { readonly kind: "url"; readonly origin: string; readonly path: string }
  /** The text names the variables and the config line, and nothing of the value but its origin. */
  | { readonly kind: "unusable"; readonly problem: string };

/** The URL of a backend whose variables are all set. */
export function openUrl({ name, origin: { url: text, origins }, path }: OpenBackend, env: Env): OpenUrl {
  const value = resolveText(text, env);
  const refs = refsOf(text);
  const told = `${refs.map((ref) => ref.env).join(", ")} (${refs[0]?.at})`;
  const unusable = (about: string): OpenUrl => {
    const problem = `${told}: the base_url of the backend ${name} ${about}. It may lead to: ${origins.join(", ")}.`;
    return { kind: "unusable", problem };
  };
  const wrong = problemOf(value);
  if (wrong !== null) return unusable(wrong);
  const url = new URL(value);
  if (!origins.some((origin) => takes(origin, url))) return unusable(`leads to ${url.origin}`);
  return { kind: "url", origin: url.origin, path: url.pathname.replace(/\/+$/, "") || path };
}

/** Nothing of the value, which may hold a password. */
function problemOf(value: string): string | null {
  if (!/^https?:\/\/[^\s\\]+$/i.test(value) || !URL.canParse(value)) return "is not a URL with http:// or https://";
  const { username, password } = new URL(value);
  if (username !== "" || password !== "") return "has a user name or a password in it";
  if (/[?#]/.test(value)) return "has a `?` or a `#` in it";
  return /\/(?:completions|responses|embeddings)\/*$/.test(value)
    ? "names one endpoint, which Turnout adds itself"
    : null;
}

/** Both are written as the URL standard writes them. */
function takes(pattern: string, { protocol, hostname, port }: URL): boolean {
  const [, scheme, host = "", wanted = ""] = /^(https?:)\/\/(\[.*\]|[^:]*)(?::(.*))?$/.exec(pattern) ?? [];
  if (scheme !== protocol || (wanted !== "*" && wanted !== port)) return false;
  return host.startsWith("*.") ? hostname.endsWith(host.slice(1)) && !hostname.startsWith(".") : hostname === host;
}
