import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { diagnostic } from "../diagnostics/report.ts";
import { systemProblem } from "../terminal/failure.ts";
import { builtInConfig } from "./built-in-config.ts";
import type { Context } from "./context.ts";

export const DEFAULT_CONFIG = "config.yaml";

export interface ConfigSource {
  /** As diagnostics name it: the path that was given, with forward slashes. */
  readonly file: string;
  readonly text: string;
  /** For the built-in config: what it is made of. */
  readonly note?: string;
}

export type ReadConfig =
  | { readonly ok: true; readonly source: ConfigSource }
  | { readonly ok: false; readonly diagnostic: Diagnostic };

export async function readConfig({ cwd }: Context, path: string): Promise<ReadConfig> {
  const file = path.replaceAll("\\", "/");
  try {
    return { ok: true, source: { file, text: await readFile(resolve(cwd, path), "utf8") } };
  } catch (error) {
    return { ok: false, diagnostic: diagnostic("missing-file", null, { file, problem: systemProblem(error) }) };
  }
}

/** For the commands that run a server: without a config, what the environment has keys for. */
export async function readConfigOrBuiltIn(context: Context, path: string | undefined): Promise<ReadConfig> {
  if (path === undefined && !existsSync(resolve(context.cwd, DEFAULT_CONFIG))) {
    return { ok: true, source: builtInConfig(context.env) };
  }
  return await readConfig(context, path ?? DEFAULT_CONFIG);
}
