import { posix } from "node:path";
import type { AuthFile, CodexBackend } from "../../runtime/contract/codex-backend.ts";
import { diagnostic } from "../diagnostics/report.ts";
import { checkedUrl, resolveBaseUrl } from "./base-url.ts";
import { type Context, entriesAt, keyAt, type Located, lineOf, spanAt, textsAt } from "./context.ts";
import { envText } from "./env-text.ts";
import { resolveHeaders } from "./headers.ts";
import { resolveInstructions } from "./instructions.ts";

/** What the Codex CLI itself uses. */
const BASE_URL = "https://chatgpt.com/backend-api/codex";
const REFRESH_URL = "https://auth.openai.com/oauth/token";

type Login = Pick<CodexBackend, "origin" | "path" | "refreshUrl" | "authFiles" | "headers" | "instructions">;

export function resolveCodex(context: Context, name: string): Login {
  return {
    ...resolveBaseUrl(context, name, { baseUrl: BASE_URL }),
    refreshUrl: resolveRefreshUrl(context, name),
    authFiles: resolveAuthFiles(context, name),
    headers: ownHeaders(context, name),
    instructions: resolveInstructions(context, name),
  };
}

/** Headers that only the login decides. */
const OF_THE_LOGIN = new Set(["authorization", "chatgpt-account-id"]);

function ownHeaders(context: Context, name: string): Login["headers"] {
  for (const { key, keySpan } of entriesAt(context, ["backends", name, "headers"])) {
    if (!OF_THE_LOGIN.has(key.toLowerCase())) continue;
    const about = "The login in `auth_file` decides this header.";
    const args = { name: key, what: "a header of a backend of the type `openai-codex`", about, hint: "Remove it." };
    context.found.push(diagnostic("bad-name", keySpan, args));
  }
  return resolveHeaders(context, name);
}

function resolveRefreshUrl(context: Context, name: string): string {
  const backend = context.config.backends[name];
  const text = typeof backend === "object" ? (backend?.refresh_url ?? null) : null;
  if (text === null) return REFRESH_URL;
  const key = "refresh_url";
  const url = checkedUrl(context, { key, text, span: spanAt(context, ["backends", name, key]) });
  return url?.href ?? REFRESH_URL;
}

function resolveAuthFiles(context: Context, name: string): readonly AuthFile[] {
  const backend = context.config.backends[name];
  const one = typeof backend === "object" ? (backend?.auth_file ?? null) : null;
  if (one !== null) {
    return [authFile(context, "auth_file", { text: one, span: spanAt(context, ["backends", name, "auth_file"]) })];
  }
  const several = textsAt(context, ["backends", name, "auth_files"]);
  if (several.length === 0) return [{ kind: "usual", at: lineOf(keyAt(context, ["backends", name])) }];
  const first = new Set<string>();
  return several.map((located) => {
    const path = posix.normalize(located.text);
    const again = first.has(path);
    first.add(path);
    // Two instances that refresh the same login would invalidate each other's token.
    if (again)
      refuse(context, "auth_files", located, "It is in the list already.", "Remove it: a login is one account.");
    return authFile(context, "auth_files", located);
  });
}

function authFile(context: Context, key: string, located: Located): AuthFile {
  const path = envText(located);
  const written = (typeof path === "string" ? [path] : path).filter((piece) => typeof piece === "string").join("");
  const about = "It is the path of a file, in which only `$" + "{NAME}` and a `~/` in front stand for something else.";
  if (located.text.trim() === "" || written.includes("$" + "{") || /^~(?!\/)/.test(located.text)) {
    refuse(context, key, located, about, "Write it like `~/.codex/auth.json` or `$" + "{CODEX_LOGIN}`.");
  }
  return { kind: "named", path, at: lineOf(located.span) };
}

function refuse(context: Context, key: string, { text, span }: Located, about: string, hint: string): void {
  context.found.push(diagnostic("invalid-value", span, { key, value: text, about, hint }));
}
