import { spawnSync } from "node:child_process";
import { readdirSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** The compiled command line. */
    readonly cli: string;
  }
}

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** vitest's global setup: compiles the product once for all tests that run it as a process, in a place of its own. */
export function setup(project: TestProject): () => void {
  removeLeftovers();
  const folder = `.lib-${process.pid}`;
  const compiler = fileURLToPath(new URL("../../node_modules/typescript/bin/tsc", import.meta.url));
  const args = [compiler, "-p", "tsconfig.build.json", "--outDir", folder];
  const { status, stdout } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: "utf8" });
  if (status !== 0) console.error(`the product does not compile, tests that run it may fail:\n${stdout}`);
  project.provide("cli", `${ROOT}/${folder}/generator/cli.js`);
  return () => rmSync(`${ROOT}/${folder}`, { recursive: true, force: true });
}

/** A run that was killed could not clean up behind itself. */
function removeLeftovers(): void {
  for (const name of readdirSync(ROOT)) {
    const pid = /^\.lib-(\d+)$/.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) rmSync(`${ROOT}/${name}`, { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
