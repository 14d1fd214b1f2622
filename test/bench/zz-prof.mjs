/**
 * What translating between the protocols costs: processor time of the artifact per request (Linux: user and system, from
 * the kernel's accounting), beside the same client's request passed through, in turns. And its memory over long streams.
 * Usage: npm run bench:translation [-- --rounds 5 --node NODE]
 */
import { execFileSync, fork, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import http from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";

const { values } = parseArgs({
  options: { rounds: { type: "string", default: "5" }, node: { type: "string", default: process.execPath } },
});
const CONNECTIONS = 32;
const SCENARIOS = [
  { name: "whole", model: "whole", stream: false, requests: 6000 },
  { name: "sse", model: "paced-64", stream: true, requests: 512 },
  { name: "burst", model: "burst-256", stream: true, requests: 1600 },
];
let PAIRS = ["chat", "responses"].flatMap((client) =>
  ["chat", "responses"].map((upstream) => ({ client, upstream })),
);
if (process.env.PAIR) PAIRS = PAIRS.filter((p) => p.client + p.upstream === process.env.PAIR);
const PADDING = "Some context for the model to read before it answers. ".repeat(18);

const agent = new http.Agent({ keepAlive: true, maxSockets: CONNECTIONS });
let port = 0;

function bodyOf({ client, upstream }, { model, stream }) {
  const prompt = { role: "user", content: PADDING };
  const input = client === "chat" ? { messages: [prompt] } : { input: [prompt], store: false };
  return JSON.stringify({ model: `${upstream}:${model}`, ...input, ...(stream ? { stream } : {}) });
}

function ask(pair, scenario) {
  const path = pair.client === "chat" ? "/v1/chat/completions" : "/v1/responses";
  const headers = { "content-type": "application/json" };
  return new Promise((resolve, reject) => {
    const request = http.request({ host: "127.0.0.1", port, path, method: "POST", agent, headers }, (response) => {
      let tail = "";
      response.on("data", (piece) => {
        tail = (tail + piece.toString("latin1")).slice(-200_000);
      });
      response.on("end", () => (isGood(response, tail, scenario) ? resolve() : reject(new Error(tail.slice(-500)))));
    });
    request.on("error", reject);
    request.end(bodyOf(pair, scenario));
  });
}

function isGood({ statusCode }, tail, { stream }) {
  return statusCode === 200 && (stream ? /\[DONE\]|event: response\.completed/.test(tail) : tail.endsWith("}"));
}

async function load(pair, scenario, requests) {
  let left = requests;
  const worker = async () => {
    while (left-- > 0) await ask(pair, scenario);
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, worker));
}

/** In clock ticks of the kernel. */
function ticksOf(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
    .replace(/^.*\) /, "")
    .split(" ");
  return Number(fields[11]) + Number(fields[12]);
}

function residentMb(pid) {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1024;
}

async function cost(pid, pair, scenario) {
  await load(pair, scenario, Math.ceil(scenario.requests / 4));
  const before = ticksOf(pid);
  await load(pair, scenario, scenario.requests);
  return (ticksOf(pid) - before) / scenario.requests * 10000;
}

async function peakMb(pid, pair, count) {
  let peak = residentMb(pid);
  const timer = setInterval(() => {
    peak = Math.max(peak, residentMb(pid));
  }, 5);
  await ask(pair, { model: `burst-${count}`, stream: true });
  clearInterval(timer);
  return peak;
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];
const nameOf = ({ client, upstream }) => `${client} → ${upstream}`;

const place = mkdtempSync(join(tmpdir(), "turnout-bench-"));
const upstream = fork("/work/wt/answers/test/bench/translation/upstream.mjs");
const [upstreamPort] = await once(upstream, "message");
const at = `base_url: "http://127.0.0.1:${upstreamPort}/v1"`;
writeFileSync(
  join(place, "config.yaml"),
  `backends:\n  chat: { type: openai, ${at} }\n  responses: { type: openai-responses, ${at} }\ndefault_backend: chat\nauth: { enabled: false }\n`,
);
execFileSync(process.execPath, [
  "lib/generator/cli.js",
  "build",
  join(place, "config.yaml"),
  "--out",
  join(place, "dist"),
]);
const server = spawn(values.node, [...(process.env.PROF ? ["--cpu-prof","--cpu-prof-dir=/tmp/prof"] : []), join(place, "dist", "server.mjs"), "--port", "0"], {
  env: { ...process.env, OPENAI_API_KEY: "sk-bench", NODE_ENV: "production" },
  stdio: ["ignore", "ignore", "pipe"],
});
try {
  for await (const line of createInterface({ input: server.stderr })) {
    const found = /http:\/\/127\.0\.0\.1:(\d+)/.exec(line);
    if (found === null) continue;
    port = Number(found[1]);
    break;
  }
  server.stderr.resume();
  for (const scenario of SCENARIOS.filter((x) => x.name === (process.env.SC ?? x.name))) {
    const costs = new Map(PAIRS.map((pair) => [nameOf(pair), []]));
    for (let round = 0; round < Number(values.rounds); round++) {
      for (const pair of PAIRS) costs.get(nameOf(pair)).push(await cost(server.pid, pair, scenario));
    }
    for (const pair of PAIRS) {
      console.log(nameOf(pair), median(costs.get(nameOf(pair))).toFixed(0), "µs");
      if (process.env.PAIR) continue;
      const through = median(costs.get(nameOf({ client: pair.client, upstream: pair.client })));
      const ratio = median(costs.get(nameOf(pair))) / through;
      if (pair.client !== pair.upstream)
        console.log(`${scenario.name}: ${nameOf(pair)} ${ratio.toFixed(2)} × passed through`);
    }
  }
} finally {
  server.kill("SIGINT"); await once(server, "exit");
  upstream.kill();
  agent.destroy();
  rmSync(place, { recursive: true, force: true });
}
