/**
 * What one hostile body costs the artifact: the longest time that its loop is blocked, and how much its memory grows, beside
 * the size of the body. Then all of them again with a heap of 512 MB, which the server has to survive. Linux only: the peak
 * of the memory is the kernel's.
 * Usage: npm run bench:hostile [-- --only WORDS --server SERVER --heap 512]
 */
import { fork } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import http from "node:http";
import { parseArgs } from "node:util";
import { CASES, MB } from "./hostile/bodies.mjs";
import { buildArtifact, startArtifact } from "./support/artifact.mjs";
import { memoryOf } from "./support/processor-time.mjs";
import { createScope } from "./support/scope.mjs";

const { values } = parseArgs({
  options: {
    only: { type: "string", default: "" },
    server: { type: "string" },
    heap: { type: "string" },
  },
});
/** Milliseconds. */
const LONGEST_BLOCK = 250;
/** Times the bytes of the body, and what any request may take. */
const MOST_MEMORY = 8;
const FLOOR = 64 * MB;
/** A request that takes longer is given up. */
const PATIENCE = 90_000;

const scope = createScope();
const upstream = fork(new URL("./hostile/upstream.mjs", import.meta.url));
scope.defer(() => upstream.kill());

async function built() {
  const [port] = await once(upstream, "message");
  if (values.server !== undefined) return values.server;
  const at = `base_url: "http://127.0.0.1:${port}/v1"`;
  const config = `backends:
  chat: { type: openai, protocols: [chat], ${at} }
  responses: { type: openai-responses, ${at} }
  sticky: { type: openai, protocols: [chat], affinity: session, ${at} }
  small: { type: openai, protocols: [chat], ${at}, context_windows: { m: 1000000 } }
  mock: { type: mock }
default_backend: chat
auth: { enabled: false }
`;
  return buildArtifact(config, scope.folder("dist"));
}

async function started(file, more) {
  const watch = ["--expose-gc", "--import", new URL("./hostile/watch.mjs", import.meta.url).href];
  const options = { execArgv: [...watch, ...more], flags: ["--log-level", "info"], ipc: true };
  const { child, port } = await startArtifact(file, options);
  return { server: child, port, exited: once(child, "exit") };
}

/** The status and the message of the answer, or why there is none. */
function send(port, { path, body, headers = {}, pieces }) {
  const own = pieces === undefined ? { "content-length": body.length } : {};
  return new Promise((resolve) => {
    const options = { host: "127.0.0.1", port, path, method: "POST", agent: false };
    const request = http.request(
      { ...options, headers: { "content-type": "application/json", ...own, ...headers } },
      (response) => {
        let text = "";
        response.on("data", (piece) => {
          text += piece.toString("latin1").slice(0, 1000 - text.length);
        });
        response.on("end", () => resolve({ status: response.statusCode, text }));
        response.on("error", (error) => resolve({ status: response.statusCode, text: error.message }));
      },
    );
    request.setTimeout(PATIENCE, () => request.destroy(new Error("given up")));
    request.on("error", (error) => resolve({ status: 0, text: error.code ?? error.message }));
    if (pieces === undefined) request.end(body);
    else sendSlowly(request, body, pieces);
  });
}

async function sendSlowly(request, body, length) {
  request.setNoDelay(true);
  for (let at = 0; at < body.length; at += length) {
    if (!request.write(body.subarray(at, at + length))) await once(request, "drain");
    if (at % 1000 === 0) await new Promise(setImmediate);
  }
  request.end();
}

async function asked(server, message) {
  const answered = once(server, "message");
  server.send(message);
  const [answer] = await answered;
  return answer;
}

async function measured({ server, port }, made) {
  await asked(server, "reset");
  const before = memoryOf(server.pid, "VmRSS");
  writeFileSync(`/proc/${server.pid}/clear_refs`, "5");
  const answer = await send(port, made);
  const { longest } = await asked(server, "read");
  return { ...answer, block: longest, memory: memoryOf(server.pid, "VmHWM") - before };
}

function verdictOf({ status, block, memory }, { good = false, body, size = body.length }) {
  const faults = [];
  if (block > LONGEST_BLOCK) faults.push("BLOCKS");
  if (memory > Math.max(FLOOR, MOST_MEMORY * size)) faults.push("MEMORY");
  if (good ? status !== 200 : status === 0 || status === 500) faults.push("STATUS");
  return faults.join(" ");
}

function shown(text) {
  const message = /"message":"((?:[^"\\]|\\.)*)/.exec(text)?.[1] ?? "";
  return message.length > 110 ? `${message.slice(0, 110)}…` : message;
}

async function table(file, more) {
  let wrong = 0;
  let run = await started(file, more);
  await send(run.port, { path: "/v1/chat/completions", body: Buffer.from('{"model":"responses:m","messages":[]}') });
  for (const [name, make] of CASES.filter(([name]) => name.includes(values.only))) {
    const made = make();
    const result = await Promise.race([measured(run, made), run.exited.then(() => null)]).catch(() => null);
    if (result === null) {
      wrong++;
      console.log(`${name.padEnd(44)} THE SERVER DIED`);
      run = await started(file, more);
      continue;
    }
    const size = made.size ?? made.body.length;
    const verdict = verdictOf(result, made);
    if (verdict !== "") wrong++;
    const times = result.memory / size;
    console.log(
      `${name.padEnd(44)} ${(size / MB).toFixed(1).padStart(5)} MB  ${String(result.status).padStart(3)}  ${result.block.toFixed(0).padStart(6)} ms  ${(result.memory / MB).toFixed(0).padStart(5)} MB  ${size < MB ? "     " : times.toFixed(1).padStart(5)}  ${verdict.padEnd(14)} ${shown(result.text)}`,
    );
  }
  run.server.kill("SIGKILL");
  await run.exited;
  return wrong;
}

let wrong = 0;
try {
  const file = await built();
  console.log(`${"body".padEnd(44)}     size  status   block   memory  times`);
  if (values.heap === undefined) wrong += await table(file, []);
  const heap = `--max-old-space-size=${values.heap ?? 512}`;
  console.log(`\nWith ${heap}:`);
  wrong += await table(file, [heap]);
} finally {
  await scope.close();
}
console.log(wrong === 0 ? "\nEach within its bounds." : `\n${wrong} beyond their bounds.`);
process.exitCode = wrong === 0 ? 0 : 1;
