/**
 * Before `npm test`: the tests of shared state run a real redis-server. Where there is none it is installed with apt-get,
 * if that takes no password; else this says what to do, and those tests will fail.
 */
import { spawnSync } from "node:child_process";

if (!works("redis-server", ["--version"]) && !install()) {
  console.error(
    "redis-server is not installed, and could not be installed from here: the tests of shared state will fail.\n" +
      "Install it with `sudo apt-get install redis-server` or `brew install redis`, and run the tests again.",
  );
}

function install() {
  const isRoot = process.getuid?.() === 0;
  const run = (args) => (isRoot ? works("apt-get", args) : works("sudo", ["-n", "apt-get", ...args]));
  // Lists that cannot be fetched again may still do.
  run(["update", "-qq"]);
  return (
    run(["install", "-y", "-qq", "--no-install-recommends", "redis-server"]) && works("redis-server", ["--version"])
  );
}

function works(command, args) {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  return spawnSync(command, args, { stdio: "ignore", env, timeout: 300_000 }).status === 0;
}
