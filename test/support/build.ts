import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** The compiled command line, as the package ships it. */
export const CLI = fileURLToPath(new URL("../../lib/generator/cli.js", import.meta.url));

/** vitest's global setup: compiles `lib` once for all tests that run the product as processes. */
export function setup(): void {
  const compiler = fileURLToPath(new URL("../../node_modules/typescript/bin/tsc", import.meta.url));
  const { status, stdout } = spawnSync(process.execPath, [compiler, "-p", "tsconfig.build.json"], {
    cwd: ROOT,
    encoding: "utf8",
  });
  if (status !== 0) console.error(`lib is not up to date, tests of the command line may fail:\n${stdout}`);
}
