import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { systemProblem } from "../files/system-problem.ts";
import { Failure } from "../terminal/failure.ts";
import type { Context } from "./context.ts";

/** What Node itself reads with `--env-file=.env`. */
export const ENV_FILE = ".env";

/**
 * The environment of a server: `.env` in the working folder, if it is there, below what is set already. Says which
 * variables it takes from there, never their values.
 */
export async function readEnvFile({ cwd, env, terminal }: Context): Promise<Context["env"]> {
  const text = await readFile(join(cwd, ENV_FILE), "utf8").catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw new Failure(`${ENV_FILE} cannot be read: ${systemProblem(error)}.`);
  });
  if (text === null) return env;
  const written = Object.entries(parseEnv(text)).filter(([name]) => env[name] === undefined);
  if (written.length > 0) terminal.log.info(`${ENV_FILE} sets ${written.map(([name]) => name).join(", ")}`);
  return { ...Object.fromEntries(written), ...env };
}
