/**
 * What one hostile body costs the artifact: the longest time that its loop is blocked, how much its resident memory grows, and
 * the most memory that is in use at once, beside the size of the body. Resident memory has garbage in it: V8 first collects some
 * when 16 MB of new objects are there. So what is in use is measured in a second server, which collects all garbage at each
 * megabyte. A third has a heap of 512 MB, which it has to survive with. Linux only: times and peaks are the kernel's.
 * Usage: npm run bench:hostile [-- --only WORDS --server SERVER --heap 512]
 */
import { fork } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import http from "node:http";
import { parseArgs } from "node:util";
import { CASES, MB } from "./hostile/bodies.mjs";
import { GROWN } from "./hostile/grown.mjs";
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
/** Times the bytes of the body. */
const MOST_MEMORY = 8;
/** What any request may use: eight times a megabyte. */
const FLOOR = 8 * MB;
/** What garbage may add to that: V8's new objects, with the copy that it makes of them. */
const GARBAGE = 56 * MB;
/** Collects all garbage at each megabyte of new objects. */
const TIDY = ["--gc-global", "--max-semi-space-size=1"];
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
passthrough: true
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
  const { longest, peak } = await asked(server, "read");
  return { ...answer, block: longest, peak, resident: memoryOf(server.pid, "VmHWM") - before };
}

function verdictOf({ status, block, peak, resident }, { good = false, size }) {
  const faults = [];
  const most = Math.max(FLOOR, MOST_MEMORY * size);
  if (block > LONGEST_BLOCK) faults.push("BLOCKS");
  if (peak > most) faults.push("MEMORY");
  if (resident > most + GARBAGE) faults.push("RESIDENT");
  if (good ? status !== 200 : status === 0 || status === 404 || status >= 500) faults.push("STATUS");
  return faults.join(" ");
}

function shown(text) {
  const message = /"message":"((?:[^"\\]|\\.)*)/.exec(text)?.[1] ?? "";
  return message.length > 110 ? `${message.slice(0, 110)}…` : message;
}

/** A server that is started again when it has died. */
function lasting(file, options) {
  let run = null;
  return {
    async measure(made) {
      if (run === null) {
        run = await started(file, options);
        await send(run.port, {
          path: "/v1/chat/completions",
          body: Buffer.from('{"model":"responses:m","messages":[]}'),
        });
      }
      const result = await Promise.race([measured(run, made), run.exited.then(() => null)]).catch(() => null);
      if (result === null) run = null;
      return result;
    },
    async ask(made) {
      return (await this.measure(made)) ?? { status: 0, text: "" };
    },
    async stop() {
      run?.server.kill("SIGKILL");
      await run?.exited;
    },
  };
}

/** The request of a row. One that continues a conversation comes behind the request that begins it. */
async function prepared(server, { begins, continued, ...made }) {
  if (begins === undefined) return { size: made.body.length, ...made };
  const { text } = await server.ask(begins);
  const id = /"id":\s*"(resp_[^"]+)"/.exec(text)?.[1];
  if (id === undefined) throw new Error(`No conversation was begun: ${text.slice(0, 200)}`);
  return { ...continued(id), ...made, size: begins.body.length };
}

/** The largest body of its kind that is not refused: what a hostile client would send. */
async function grown(server, [name, most, make]) {
  let [fits, over] = [1, most + 1];
  while (over - fits > Math.max(1, fits >> 6)) {
    const count = (fits + over) >> 1;
    const { status } = await server.ask(make(count).begins ?? make(count));
    if (status === 200) fits = count;
    else over = count;
  }
  return [`most: ${name}`, () => ({ ...make(fits), good: true })];
}

async function cases(server) {
  const wanted = (name) => name.includes(values.only);
  const all = CASES.filter(([name]) => wanted(name));
  for (const each of GROWN) if (wanted(`most: ${each[0]}`)) all.push(await grown(server, each));
  return all;
}

const megabytes = (bytes) => `${(bytes / MB).toFixed(bytes < 10 * MB ? 1 : 0).padStart(5)} MB`;

async function row([name, make], usual, tidy, small) {
  const made = make();
  const of = async (server) => server.measure(await prepared(server, made));
  const [plain, exact, survives] = [await of(usual), await of(tidy), await of(small)];
  if (plain === null || exact === null || survives === null) {
    console.log(`${name.padEnd(44)} THE SERVER DIED`);
    return false;
  }
  const { size } = { size: (made.begins ?? made).body.length, ...made };
  const block = Math.max(plain.block, survives.block);
  const verdict = verdictOf({ ...plain, block, peak: exact.peak }, { ...made, size });
  console.log(
    `${name.padEnd(44)} ${megabytes(size)}  ${String(plain.status).padStart(3)}  ${block.toFixed(0).padStart(6)} ms  ${megabytes(exact.peak)}  ${(exact.peak / size).toFixed(1).padStart(5)}  ${megabytes(plain.resident)}  ${verdict.padEnd(14)} ${shown(plain.text)}`.trimEnd(),
  );
  return verdict === "";
}

let wrong = 0;
try {
  const file = await built();
  const usual = lasting(file, []);
  const tidy = lasting(file, TIDY);
  const small = lasting(file, [`--max-old-space-size=${values.heap ?? 512}`]);
  console.log(`${"body".padEnd(44)}     size  status   block    in use  times  resident`);
  for (const each of await cases(usual)) if (!(await row(each, usual, tidy, small))) wrong++;
  for (const server of [usual, tidy, small]) await server.stop();
} finally {
  await scope.close();
}
console.log(wrong === 0 ? "\nEach within its bounds." : `\n${wrong} beyond their bounds.`);
process.exitCode = wrong === 0 ? 0 : 1;
