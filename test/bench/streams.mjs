/**
 * Many streams at once through the artifact: its memory idle and at the peak, and how many streams were complete. 64 events
 * each, 50 ms apart. Linux only.
 * Usage: npm run bench:streams [-- --streams 1000 --node NODE]
 */

import http from "node:http";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { startCounting } from "./requests/counting.mjs";
import { buildArtifact, startArtifact } from "./support/artifact.mjs";
import { benchConfig } from "./support/bench-config.mjs";
import { stopProcess } from "./support/processes.mjs";
import { memoryOf } from "./support/processor-time.mjs";
import { createScope } from "./support/scope.mjs";
import { median, quantile } from "./support/statistics.mjs";

const { values } = parseArgs({
  options: { streams: { type: "string", default: "1000" }, node: { type: "string", default: process.execPath } },
});
const STREAMS = Number(values.streams);
const EVENTS = 64;
const BODY = JSON.stringify({
  model: "gpt-4o",
  stream: true,
  user: `role ${EVENTS} 50`,
  messages: [{ role: "user", content: "Hello" }],
});
/** Milliseconds of silence after which a stream is given up. */
const PATIENCE = 60_000;

/** Milliseconds to the first byte, null if the stream is not complete. */
function stream(port, agent) {
  const headers = { "content-type": "application/json", "content-length": BODY.length };
  const path = "/v1/chat/completions";
  return new Promise((resolve) => {
    const started = performance.now();
    const request = http.request({ host: "127.0.0.1", port, path, method: "POST", agent, headers }, (response) => {
      let first = null;
      let text = "";
      response.on("data", (piece) => {
        first ??= performance.now() - started;
        text += piece.latin1Slice();
      });
      response.on("error", () => resolve(null));
      response.on("end", () => resolve(isWhole(text) ? first : null));
    });
    request.setTimeout(PATIENCE, () => request.destroy());
    request.on("error", () => resolve(null));
    request.end(BODY);
  });
}

const isWhole = (text) => text.split('" token"').length - 1 === EVENTS && text.endsWith("data: [DONE]\n\n");
const inMb = (bytes) => (bytes / 2 ** 20).toFixed(0);

const scope = createScope();
try {
  const program = fileURLToPath(new URL("./requests/upstream.mjs", import.meta.url));
  const upstream = await startCounting([process.execPath, program, "0"], { cpu: null });
  scope.defer(() => stopProcess(upstream.child));
  const config = benchConfig({ upstreamPort: upstream.port, auth: false });
  const { child, port } = await startArtifact(buildArtifact(config, scope.folder("dist")), { node: values.node });
  scope.defer(() => stopProcess(child));

  const idle = memoryOf(child.pid, "VmRSS");
  const agent = new http.Agent({ keepAlive: false });
  const all = await Promise.all(Array.from({ length: STREAMS }, () => stream(port, agent)));
  const whole = all.filter((first) => first !== null);
  console.log(
    `${whole.length} of ${STREAMS} streams complete; memory idle ${inMb(idle)} MB, at the peak ${inMb(memoryOf(child.pid, "VmHWM"))} MB; ` +
      `first event after ${median(whole).toFixed(0)} ms, of the slowest hundredth ${quantile(whole, 0.99).toFixed(0)} ms`,
  );
  process.exitCode = whole.length === STREAMS ? 0 : 1;
} finally {
  await scope.close();
}
