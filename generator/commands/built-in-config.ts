import { existsSync } from "node:fs";
import { homedir, userInfo } from "node:os";
import { join } from "node:path";
import { PRESETS } from "../3-resolve/presets.ts";
import type { ConfigSource } from "./read-config.ts";

type Env = Readonly<Record<string, string | undefined>>;

/**
 * A config of every backend type whose key is in the environment, and of `openai-codex` where the Codex CLI keeps a
 * login; of the offline mock if there is neither.
 */
export function builtInConfig(env: Env, exists: (path: string) => boolean = existsSync): ConfigSource {
  const keyed = Object.entries(PRESETS).flatMap(([type, { baseUrl, key }]) =>
    baseUrl !== null && key !== null && env[key]?.trim() ? [{ type, why: key }] : [],
  );
  const login = loginFile(env);
  const found = [...keyed, ...(exists(login.path) ? [{ type: "openai-codex", why: login.shown }] : [])];
  const types = found.length > 0 ? found.map(({ type }) => type) : ["mock"];
  const note =
    found.length > 0
      ? `no config.yaml here: using ${found.map(({ type, why }) => `${type} (${why})`).join(", ")}`
      : "no config.yaml here and no backend's key in the environment: answering from the built-in mock";
  const lines = ["backends:", ...types.map((type) => `  ${type}: { type: ${type} }`), `default_backend: ${types[0]}`];
  return { file: "built-in.yaml", text: `${lines.join("\n")}\n`, note };
}

/** As in the server: `homedir` is empty if HOME is, and the system may not know the user of a container. */
function systemHome(): string {
  try {
    return homedir() || userInfo().homedir;
  } catch {
    return "/";
  }
}

/** Where the server will look for it. */
function loginFile(env: Env): { readonly path: string; readonly shown: string } {
  const own = env.CODEX_HOME?.trim();
  if (own) return { path: join(own, "auth.json"), shown: "$CODEX_HOME/auth.json" };
  const home = env.HOME?.trim() || env.USERPROFILE?.trim() || systemHome();
  return { path: join(home, ".codex", "auth.json"), shown: "~/.codex/auth.json" };
}
