/**
 * Runs real clients against the artifact, each in a folder of its own:
 *
 *     npm run test:clients                        those from npm
 *     npm run test:clients -- codex openai-go     these
 *     npm run test:clients -- --all               all
 *
 * What starts with the first other option goes to vitest. The clients from npm are installed here, as package-lock.json names
 * them; the others name their versions in their own folders, and their tests build them.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const root = fileURLToPath(new URL("../..", import.meta.url));
const lock = readFileSync(`${here}package-lock.json`, "utf8");
const mark = `${here}node_modules/.installed-lock.json`;

const isTest = (file) => file.endsWith(".client.ts");
const clients = readdirSync(here, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && readdirSync(here + entry.name).some(isTest))
  .map(({ name }) => name);
const manifests = ["requirements.txt", "go.mod", "Cargo.toml", "pom.xml"];
const isFromNpm = (name) => !manifests.some((file) => existsSync(`${here}${name}/${file}`));

const args = process.argv.slice(2);
const all = args.includes("--all");
const rest = args.filter((arg) => arg !== "--all");
const option = rest.findIndex((arg) => arg.startsWith("-"));
const names = option < 0 ? rest : rest.slice(0, option);
const options = option < 0 ? [] : rest.slice(option);
const unknown = names.filter((name) => !clients.includes(name));
if (unknown.length > 0) {
  console.error(`There is no client ${unknown.join(", ")}. There are: ${clients.join(", ")}.`);
  process.exit(2);
}

const chosen = all ? clients : names.length > 0 ? names : clients.filter(isFromNpm);
if (chosen.some(isFromNpm)) install();
// Whole paths: vitest looks for the rest anywhere in a path.
const files = chosen.flatMap((name) =>
  readdirSync(here + name)
    .filter(isTest)
    .map((file) => `${here}${name}/${file}`),
);
const vitest = `${root}node_modules/vitest/vitest.mjs`;
run(process.execPath, [vitest, "run", "--config", `${here}vitest.config.ts`, ...files, ...options], root, 3_600_000);
const left = clients.filter((name) => !chosen.includes(name));
if (names.length === 0 && left.length > 0)
  console.log(
    `Left out, because they are built first: ${left.join(", ")}. \`npm run test:clients -- ${left[0]}\` runs one, ` +
      "`npm run test:clients -- --all` runs all.",
  );

function install() {
  if (read(mark) === lock) return;
  console.log("installing the clients (about 1.2 GB from npm) ...");
  const begun = Date.now();
  // Not `npm ci`: it wants the binaries of every platform named, and not every registry has all of them.
  run("npm", ["install", "--no-save", "--no-progress", "--loglevel", "error"], here, 300_000);
  writeFileSync(mark, lock);
  console.log(`installed in ${Math.round((Date.now() - begun) / 1000)} s`);
}

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
