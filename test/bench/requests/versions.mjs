/** What was measured, on what. */
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../support/artifact.mjs";

export function readVersions({ nginx, wrk }, node) {
  return {
    turnout: `${JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")).version}${commit()}`,
    node: execFileSync(node, ["--version"], { encoding: "utf8" }).trim().slice(1),
    nginx: said(nginx, ["-v"], /nginx\/(\S+)/),
    wrk: said(wrk, ["-v"], /^wrk (?:debian\/)?(\S+)/),
  };
}

/** A copy without git has no commit. */
function commit() {
  const { status, stdout } = spawnSync("git", ["describe", "--always", "--dirty", "--exclude=*"], {
    cwd: ROOT,
    encoding: "utf8",
  });
  return status === 0 ? ` (${stdout.trim()})` : "";
}

/** They print their version beside an error, or among other lines. */
function said(command, args, pattern) {
  const { stdout, stderr } = spawnSync(command, args, { encoding: "utf8" });
  return pattern.exec(`${stdout}${stderr}`)?.[1] ?? "unknown";
}
