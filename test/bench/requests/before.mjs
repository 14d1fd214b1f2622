/** The older version of `--before`: from git, from a folder, or already built. */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { buildArtifact, ROOT } from "../support/artifact.mjs";

/** What was named: a built `artifact`, a `folder` with a version of Turnout, or a `commit`. */
export function findVersion(named) {
  const path = resolve(named);
  if (existsSync(path)) {
    const file = statSync(path).isDirectory() ? join(path, "server.mjs") : path;
    if (existsSync(file)) return { kind: "artifact", file, title: named };
    if (existsSync(join(path, "lib/generator/cli.js"))) return { kind: "folder", root: path, title: basename(path) };
    throw new Error(`--before: ${named} has neither a server.mjs nor a lib/; run \`npm run build\` there.`);
  }
  try {
    const commit = git(["rev-parse", "--verify", "--quiet", "--end-of-options", `${named}^{commit}`]).trim();
    return { kind: "commit", commit, title: named };
  } catch {
    throw new Error(`--before: '${named}' is no file, no folder, and no commit or tag of this repository.`);
  }
}

/** The ports of its upstreams on loopback, which are part of an artifact. */
export function upstreamPortsOf(file) {
  const about = JSON.parse(execFileSync(process.execPath, [file, "--about"], { encoding: "utf8" }));
  const ports = JSON.stringify(about).match(/(?<=http:\/\/(?:127\.0\.0\.1|localhost):)\d+/g) ?? [];
  if (ports.length === 0) throw new Error(`--before: the upstream of ${file} is not on loopback.`);
  return [...new Set(ports.map(Number))];
}

/** The path of the version's `server.mjs` for this config. `scope` removes what is left behind. */
export function buildVersion(version, config, scope) {
  if (version.kind === "artifact") return version.file;
  const place = scope.folder("before");
  if (version.kind === "folder") return buildArtifact(config, place, version.root);
  const tree = join(scope.folder("tree"), "turnout");
  git(["worktree", "add", "--quiet", "--detach", tree, version.commit]);
  scope.defer(() => git(["worktree", "remove", "--force", tree]));
  provideModules(tree);
  npm(tree, ["run", "--silent", "build"]);
  return buildArtifact(config, place, tree);
}

/** Those that are here, if it was written for the same. */
function provideModules(tree) {
  const lock = "package-lock.json";
  const isSame = readFileSync(join(tree, lock), "utf8") === readFileSync(join(ROOT, lock), "utf8");
  if (isSame) symlinkSync(join(ROOT, "node_modules"), join(tree, "node_modules"));
  else npm(tree, ["ci", "--silent", "--no-audit", "--no-fund"]);
}

function npm(cwd, args) {
  execFileSync("npm", args, { cwd, stdio: ["ignore", process.stderr.fd, "inherit"], timeout: 600_000 });
}

function git(args) {
  return execFileSync("git", args, { cwd: ROOT, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
}
