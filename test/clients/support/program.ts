/** A client in another language: a program in the folder of its test, which prints what came of each step as JSON. */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import { reportOf } from "./report.ts";
import { runClient } from "./run-client.ts";
import { lackOf, TOOLCHAINS, type Toolchain } from "./toolchains.ts";
import { TURNOUT_KEY } from "./turnout.ts";

export interface Program {
  readonly name: string;
  /** Why it cannot be built here; null: it can. */
  readonly lacks: string | null;
  /** Installs and compiles it, unless that was done before. */
  build(): Promise<void>;
  /** Its environment has Turnout's key. */
  report<Report>(...args: readonly string[]): Promise<Report>;
}

/** Seconds that a build may take, on a slow machine with nothing cached. */
export const BUILD_LIMIT = 1800;
/** Seconds for all steps of a program: it ends one that hangs, also on a machine that does much else. */
const PROGRAM_LIMIT = 600;

const BUILT = fileURLToPath(new URL("../.built", import.meta.url));

/** `client.mjs` beside the test whose `import.meta.url` this is, with the packages that all such clients share. */
export function scriptBeside(test: string): Program {
  const script = new URL("client.mjs", test);
  return {
    name: basename(fileURLToPath(new URL(".", test))),
    lacks: null,
    build: async () => {},
    report: (...args) => reportOf(script, args),
  };
}

/** The program beside the test whose `import.meta.url` this is. */
export function programBeside(test: string): Program {
  const folder = fileURLToPath(new URL(".", test));
  const name = basename(folder);
  const toolchain = TOOLCHAINS.find(({ manifests }) => existsSync(join(folder, manifests[0])));
  if (toolchain === undefined) throw new Error(`no file in ${folder} names versions`);
  const lacks = lackOf(toolchain);
  if (lacks !== null) console.log(`${name} is skipped: ${lacks}`);
  const built = join(BUILT, name);
  return {
    name,
    lacks,
    build: () => build(toolchain, folder, built),
    async report<Report>(...args: readonly string[]) {
      const [command, ...own] = toolchain.start(built, folder);
      const { code, stdout, stderr } = await runClient(command, [...own, ...args], {
        env: { TURNOUT_KEY, ...toolchain.env },
        limit: PROGRAM_LIMIT,
      });
      expect(code, stderr).toBe(0);
      return JSON.parse(stdout) as Report;
    },
  };
}

async function build({ manifests, sources, ...toolchain }: Toolchain, folder: string, built: string): Promise<void> {
  const hash = createHash("sha256");
  for (const file of [...manifests, ...sources]) hash.update(readFileSync(join(folder, file)));
  const wanted = hash.digest("hex");
  const mark = join(built, "built-from");
  if (existsSync(mark) && readFileSync(mark, "utf8") === wanted) return;
  for (const [command, ...args] of toolchain.build(built)) {
    // With the whole environment: it says where registries, caches and certificates are.
    const env = Object.fromEntries(
      Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
    );
    const { code, stdout, stderr } = await runClient(command, args, {
      env: { HTTPS_PROXY: "", NO_PROXY: "", ...env, GOTOOLCHAIN: "local" },
      cwd: folder,
      limit: BUILD_LIMIT,
    });
    if (code !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${code}:\n${stdout}\n${stderr}`);
  }
  mkdirSync(built, { recursive: true });
  writeFileSync(mark, wanted);
}
