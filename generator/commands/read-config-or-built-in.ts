import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { builtInConfig } from "./built-in-config.ts";
import type { Context } from "./context.ts";
import { DEFAULT_CONFIG, type ReadConfig, readConfig } from "./read-config.ts";

/** For the commands that run a server: without a config, one made from the keys in the environment. */
export async function readConfigOrBuiltIn(context: Context, path: string | undefined): Promise<ReadConfig> {
  if (path === undefined && !existsSync(resolve(context.cwd, DEFAULT_CONFIG))) {
    return { ok: true, source: builtInConfig(context.env) };
  }
  return await readConfig(context, path ?? DEFAULT_CONFIG);
}
