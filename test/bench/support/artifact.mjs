/** Builds artifacts of a config, and starts them. */
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import http from "node:http";
import { createServer } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startProcess } from "./processes.mjs";

export const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

/** The path of `server.mjs`. `root` is the folder of the version that builds it, with its `lib`. */
export function buildArtifact(config, place, root = ROOT) {
  mkdirSync(place, { recursive: true });
  const file = join(place, "config.yaml");
  writeFileSync(file, config);
  const args = [join(root, "lib/generator/cli.js"), "build", file, "--out", place];
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: "utf8", timeout: 300_000 });
  if (status !== 0) throw new Error(`The artifact could not be built.\n${stderr}`);
  return join(place, "server.mjs");
}

/**
 * The process and its port, once it answers. Its log goes nowhere, as reading it would cost time that is not the server's.
 * `execArgv`: for Node; `flags`: for the server; `env`: besides this process's; `ipc`: with a channel for messages.
 */
export async function startArtifact(file, { node = process.execPath, execArgv = [], flags = [], env, cpu, ipc } = {}) {
  const port = await freePort();
  const child = startProcess([node, ...execArgv, file, "--port", String(port), ...flags], {
    cpu,
    env: { OPENAI_API_KEY: "sk-bench", NODE_ENV: "production", ...env },
    stdio: ["ignore", "ignore", "ignore", ...(ipc ? ["ipc"] : [])],
  });
  await untilAnswered(child, port);
  return { child, port };
}

/** Resolves with the first answer of any status to `GET path`, at once: the time is measured. */
export async function untilAnswered(child, port, path = "/healthz") {
  while (!(await answers(port, path))) {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) {
      throw new Error(
        `It ended (${child.exitCode ?? child.signalCode}) before it answered: ${child.spawnargs.join(" ")}`,
      );
    }
  }
}

function answers(port, path) {
  return new Promise((resolve) => {
    const request = http.get({ host: "127.0.0.1", port, path, agent: false }, (response) => {
      response.resume();
      response.once("end", () => resolve(true));
    });
    request.once("error", () => resolve(false));
  });
}

export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
