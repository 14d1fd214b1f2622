/**
 * `npm run test:clients [-- vitest's arguments]`: installs the clients that package-lock.json names, once, and runs the
 * tests of all clients against the artifact. `npm run test:clients -- codex` runs those of one. Clients in other languages
 * name their versions in folders of their own, and their tests build them.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const root = fileURLToPath(new URL("../..", import.meta.url));
const lock = readFileSync(`${here}package-lock.json`, "utf8");
const mark = `${here}node_modules/.installed-lock.json`;

const asked = process.argv.slice(2);
const manifests = ["requirements.txt", "go.mod", "Cargo.toml", "pom.xml"];
const needsNpm = (name) => !manifests.some((file) => existsSync(`${here}${name}/${file}`));

if ((asked.length === 0 || asked.some(needsNpm)) && read(mark) !== lock) {
  console.log("installing the clients (about 1.2 GB from npm) ...");
  const begun = Date.now();
  // Not `npm ci`: it wants the binaries of every platform named, and not every registry has all of them.
  run("npm", ["install", "--no-save", "--no-progress", "--loglevel", "error"], here, 300_000);
  writeFileSync(mark, lock);
  console.log(`installed in ${Math.round((Date.now() - begun) / 1000)} s`);
}
const vitest = `${root}node_modules/vitest/vitest.mjs`;
run(process.execPath, [vitest, "run", "--config", `${here}vitest.config.ts`, ...asked], root, 3_600_000);

function run(command, args, cwd, timeout) {
  const { status, error } = spawnSync(command, args, { cwd, stdio: "inherit", timeout });
  if (error !== undefined) console.error(`${command} ${args.join(" ")}: ${error.message}`);
  if (status !== 0) process.exit(status ?? 1);
}

function read(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
}
