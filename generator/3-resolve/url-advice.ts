import { diagnostic } from "../diagnostics/report.ts";
import type { Context, Located } from "./context.ts";
import { isPublic } from "./hosts.ts";
import { PRESETS } from "./presets.ts";

/** Services besides the presets, and where their OpenAI API is. */
const OTHERS = ["https://api.anthropic.com/v1", "https://generativelanguage.googleapis.com/v1beta/openai"];

/** Its API is at the root as well. */
const AT_THE_ROOT = new Set(["deepseek"]);

/** Types whose servers people run themselves, so that only the path is known. */
const SELF_RUN = new Set(["ollama", "vllm", "lmstudio"]);

/** Origin → path of all services whose address is known. */
const PATHS: ReadonlyMap<string, string> = new Map(
  [
    ...Object.entries(PRESETS).flatMap(([type, { baseUrl }]) => (AT_THE_ROOT.has(type) ? [] : (baseUrl ?? []))),
    ...OTHERS,
  ].map((text) => {
    const { origin, pathname } = new URL(text);
    return [origin, pathname];
  }),
);

/** Warns of a base URL that lacks the path where its API is, and of one that sends keys in plain text. */
export function adviseOnUrl(
  context: Context,
  { type, hasVersion }: { readonly type: string; readonly hasVersion: boolean },
  { key, span }: Located & { key: string },
  url: URL,
): void {
  const path = url.pathname.replace(/\/+$/, "");
  // Below a resource of Azure, the version decides on the path.
  const wanted = hasVersion ? null : pathOf(type, url);
  if (wanted !== null && !path.endsWith(wanted)) {
    const service = SELF_RUN.has(type) ? `a server of the type \`${type}\`` : url.hostname;
    const args = { key, path: wanted, service, asked: `${url.origin}${path}/chat/completions` };
    context.found.push(diagnostic("base-url-path", span, { ...args, better: `${url.origin}${wanted}` }));
  }
  if (url.protocol === "http:" && isPublic(url.hostname)) {
    const better = `${url.href.replace(/^http:/, "https:").replace(/\/$/, "")}`;
    context.found.push(diagnostic("plain-http", span, { key, host: url.hostname, better }));
  }
}

/** The path that the URL should have; null if that is not certain. */
function pathOf(type: string, { origin, pathname, hostname, port }: URL): string | null {
  const isRoot = pathname === "/";
  const known = PATHS.get(origin);
  if (known !== undefined) return isRoot || !origin.startsWith("https:") || known.length > 3 ? known : null;
  if (hostname.endsWith(".openai.azure.com")) return isRoot ? "/openai/v1" : null;
  if (SELF_RUN.has(type) || port === "11434" || port === "1234") {
    return isRoot || /^\/api\/*$/.test(pathname) ? "/v1" : null;
  }
  return null;
}
