/**
 * Time from spawning an artifact to its first answer, beside `node -e 0`, in turns. Prints medians and their ratio.
 * Usage: node test/bench/start.mjs SERVER [--rounds 15]
 */
import { spawn } from "node:child_process";
import http from "node:http";
import { createServer } from "node:net";
import { parseArgs } from "node:util";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: "string", default: "15" }, node: { type: "string", default: process.execPath } },
});
const [server] = positionals;
if (server === undefined) throw new Error("Name the server file to start.");

function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

function answers(port) {
  return new Promise((resolve) => {
    const request = http.get({ host: "127.0.0.1", port, path: "/healthz", agent: false }, (response) => {
      response.resume();
      response.once("end", () => resolve(true));
    });
    request.once("error", () => resolve(false));
  });
}

async function startToAnswer() {
  const port = await freePort();
  const started = performance.now();
  const child = spawn(values.node, [server, "--port", String(port)], { stdio: "ignore" });
  while (!(await answers(port)));
  const elapsed = performance.now() - started;
  child.kill("SIGKILL");
  await new Promise((resolve) => child.once("close", resolve));
  return elapsed;
}

async function nothing() {
  const started = performance.now();
  const child = spawn(values.node, ["-e", "0"], { stdio: "ignore" });
  await new Promise((resolve) => child.once("close", resolve));
  return performance.now() - started;
}

const median = (times) => times.toSorted((a, b) => a - b)[times.length >> 1];
const base = [];
const start = [];
for (let round = 0; round < Number(values.rounds); round++) {
  base.push(await nothing());
  start.push(await startToAnswer());
}
const ratio = median(start) / median(base);
console.log(
  `node -e 0: ${median(base).toFixed(0)} ms, start to first answer: ${median(start).toFixed(0)} ms, ratio ${ratio.toFixed(2)}`,
);
