/**
 * Time from spawning an artifact to its first answer, beside `node -e 0`, in turns. Prints medians and their ratio.
 * Usage: npm run bench:start [-- SERVER --rounds 15 --node NODE]; without SERVER, that of the bench's config is built
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { parseArgs } from "node:util";
import { buildArtifact, freePort, untilAnswered } from "./support/artifact.mjs";
import { benchConfig } from "./support/bench-config.mjs";
import { createScope } from "./support/scope.mjs";
import { median } from "./support/statistics.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: "string", default: "15" }, node: { type: "string", default: process.execPath } },
});
const { node } = values;
const ENV = { ...process.env, OPENAI_API_KEY: "sk-bench" };
const scope = createScope();

async function startToAnswer(server) {
  const port = await freePort();
  const started = performance.now();
  const child = spawn(node, [server, "--port", String(port)], { env: ENV, stdio: "ignore" });
  await untilAnswered(child, port);
  const elapsed = performance.now() - started;
  child.kill("SIGKILL");
  await once(child, "close");
  return elapsed;
}

async function nothing() {
  const started = performance.now();
  await once(spawn(node, ["-e", "0"], { stdio: "ignore" }), "close");
  return performance.now() - started;
}

const base = [];
const start = [];
try {
  const [server = buildArtifact(benchConfig({ upstreamPort: 9, auth: false }), scope.folder("dist"))] = positionals;
  for (let round = 0; round < Number(values.rounds); round++) {
    base.push(await nothing());
    start.push(await startToAnswer(server));
  }
} finally {
  await scope.close();
}
const ratio = median(start) / median(base);
console.log(
  `node -e 0: ${median(base).toFixed(0)} ms, start to first answer: ${median(start).toFixed(0)} ms, ratio ${ratio.toFixed(2)}`,
);
