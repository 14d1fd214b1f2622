/** Portkey's gateway, from npm into a folder that git ignores. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../support/artifact.mjs";

export const PORTKEY_VERSION = "1.15.2";
const PLACE = join(ROOT, ".turnout/bench/portkey");
const PROGRAM = join(PLACE, "node_modules/@portkey-ai/gateway/build/start-server.js");

/** The path of its program. */
export function installPortkey(say) {
  if (existsSync(PROGRAM)) return PROGRAM;
  say(`Installing Portkey's gateway ${PORTKEY_VERSION} with npm.`);
  mkdirSync(PLACE, { recursive: true });
  // With newer versions of these two, which npm would choose, it answers each stream with a 500.
  const overrides = { "@hono/node-server": "1.13.5", hono: "4.9.7" };
  const dependencies = { "@portkey-ai/gateway": PORTKEY_VERSION };
  writeFileSync(join(PLACE, "package.json"), JSON.stringify({ private: true, dependencies, overrides }));
  execFileSync("npm", ["install", "--silent", "--no-audit", "--no-fund"], {
    cwd: PLACE,
    stdio: ["ignore", "ignore", "inherit"],
    timeout: 600_000,
  });
  return PROGRAM;
}
