/** The programs that `npm run bench` needs: found, or installed, or named. */
import { execFileSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** Each program with the package of Debian and Ubuntu that has it. */
const PACKAGES = { nginx: "nginx-light", wrk: "wrk", taskset: "util-linux" };

/** Where they are, by name. Throws with the line to run if some are missing and cannot be installed from here. */
export function findTools(say) {
  const plan = planFor({ missing: missing(), isRoot: process.getuid?.() === 0, hasApt: find("apt-get") !== null });
  if (plan.kind === "tell") throw new Error(plan.message);
  if (plan.kind === "install") install(plan.packages, say);
  return Object.fromEntries(Object.keys(PACKAGES).map((name) => [name, find(name)]));
}

/** What to do about programs that are missing. */
export function planFor({ missing, isRoot, hasApt }) {
  if (missing.length === 0) return { kind: "ready" };
  const packages = missing.map((name) => PACKAGES[name]);
  if (isRoot && hasApt) return { kind: "install", packages };
  const line = hasApt
    ? `sudo apt-get install -y ${packages.join(" ")}`
    : `install ${packages.join(", ")} with the package manager of this system`;
  return { kind: "tell", message: `Missing: ${missing.join(", ")}. Run this, then again:\n  ${line}` };
}

function install(packages, say) {
  say(`Installing ${packages.join(", ")} with apt-get.`);
  const run = (...args) =>
    execFileSync("apt-get", args, {
      stdio: ["ignore", "ignore", "inherit"],
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
      timeout: 300_000,
    });
  try {
    run("update", "-qq");
  } catch {
    say("The lists of packages could not be updated; trying with those that are here.");
  }
  run("install", "-y", "-qq", "--no-install-recommends", ...packages);
  const left = missing();
  if (left.length > 0) throw new Error(`Still missing after the installation: ${left.join(", ")}.`);
}

const missing = () => Object.keys(PACKAGES).filter((name) => find(name) === null);

/** Daemons are often outside of an ordinary user's PATH. */
function find(name) {
  const folders = [...(process.env.PATH ?? "").split(delimiter), "/usr/local/sbin", "/usr/sbin", "/sbin"];
  return folders.map((folder) => join(folder, name)).find(isExecutable) ?? null;
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
