import { homedir, userInfo } from "node:os";
import { join } from "node:path";
import type { AuthFile } from "../contract/codex-backend.ts";
import { type Env, envValue } from "./env.ts";
import { refsOf, resolveText } from "./text.ts";

const FILE = "auth.json";

/** The path of a login file; null if it contains a variable that is not set. */
export function authPath(file: AuthFile, env: Env): string | null {
  if (file.kind === "usual") {
    const codexHome = envValue(env, "CODEX_HOME");
    return codexHome === null ? join(homeOf(env), ".codex", FILE) : join(codexHome, FILE);
  }
  if (refsOf(file.path).some((ref) => envValue(env, ref.env) === null)) return null;
  const path = resolveText(file.path, env);
  return path.startsWith("~/") ? join(homeOf(env), path.slice(2)) : path;
}

/** `homedir` fails to find it if HOME is empty, and a container's user may be unknown to the system. */
function systemHome(): string {
  try {
    return homedir() || userInfo().homedir;
  } catch {
    return "/";
  }
}

function homeOf(env: Env): string {
  return envValue(env, "HOME") ?? envValue(env, "USERPROFILE") ?? systemHome();
}
