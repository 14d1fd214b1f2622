import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** The compiled command line. */
    readonly cli: string;
    /** Where configs are compiled: see `build-server.mjs`. */
    readonly builder: string;
  }
}

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** vitest's global setup: compiles the product once for all tests that run it as a process, in a place of its own. */
export async function setup(project: TestProject): Promise<() => void> {
  removeLeftovers();
  const folder = `${ROOT}/.lib-${process.pid}`;
  const compiler = fileURLToPath(new URL("../../node_modules/typescript/bin/tsc", import.meta.url));
  const args = [compiler, "-p", "tsconfig.build.json", "--outDir", folder];
  const { status, stdout } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: "utf8" });
  if (status !== 0) console.error(`the product does not compile, tests that run it may fail:\n${stdout}`);
  project.provide("cli", `${folder}/generator/cli.js`);
  const builder = await startBuilder(folder);
  project.provide("builder", builder.url);
  return () => {
    builder.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}

/** The process that compiles configs for the tests. */
async function startBuilder(lib: string): Promise<{ readonly url: string; stop(): void }> {
  const servers = mkdtempSync(join(tmpdir(), "turnout-servers-"));
  const script = fileURLToPath(new URL("build-server.mjs", import.meta.url));
  const child = spawn(process.execPath, [script, lib, servers], { stdio: ["pipe", "pipe", "inherit"] });
  const [port] = await once(child.stdout, "data");
  return {
    url: `http://127.0.0.1:${String(port).trim()}`,
    stop() {
      child.kill("SIGKILL");
      rmSync(servers, { recursive: true, force: true });
    },
  };
}

/** A run that was killed leaves its folder behind. */
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
