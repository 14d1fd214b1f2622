import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { diagnostic } from "../diagnostics/report.ts";
import { systemProblem } from "../files/system-problem.ts";
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

/** What stands for standard input, and its name in diagnostics. */
const STDIN = "-";
const STDIN_NAME = "<stdin>";

export async function readConfig({ cwd, readStdin }: Context, path: string): Promise<ReadConfig> {
  if (path === STDIN) return { ok: true, source: { file: STDIN_NAME, text: await readStdin() } };
  const file = path.replaceAll("\\", "/");
  try {
    return { ok: true, source: { file, text: await readFile(resolve(cwd, path), "utf8") } };
  } catch (error) {
    return { ok: false, diagnostic: diagnostic("missing-file", null, { file, problem: systemProblem(error) }) };
  }
}
