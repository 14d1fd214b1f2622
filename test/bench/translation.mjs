/**
 * What translating between the protocols costs: processor time of the artifact per request (Linux only, from the
 * kernel's accounting), beside the same client's request passed through, in turns. And its memory over long streams.
 * Usage: npm run bench:translation [-- --rounds 5 --node NODE]
 */
import { fork } from "node:child_process";
import { once } from "node:events";
import http from "node:http";
import { parseArgs } from "node:util";
import { buildArtifact, startArtifact } from "./support/artifact.mjs";
import { stopProcess } from "./support/processes.mjs";
import { memoryOf, processorTime } from "./support/processor-time.mjs";
import { createScope } from "./support/scope.mjs";
import { median } from "./support/statistics.mjs";

const { values } = parseArgs({
  options: { rounds: { type: "string", default: "5" }, node: { type: "string", default: process.execPath } },
});
const CONNECTIONS = 32;
const SCENARIOS = [
  { name: "whole", model: "whole", stream: false, requests: 6000 },
  { name: "sse", model: "paced-64", stream: true, requests: 512 },
  { name: "burst", model: "burst-256", stream: true, requests: 1600 },
];
const PAIRS = ["chat", "responses"].flatMap((client) =>
  ["chat", "responses"].map((upstream) => ({ client, upstream })),
);
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

const residentMb = (pid) => memoryOf(pid, "VmRSS") / 2 ** 20;

async function cost(pid, pair, scenario) {
  await load(pair, scenario, Math.ceil(scenario.requests / 4));
  const before = processorTime(pid);
  await load(pair, scenario, scenario.requests);
  return (processorTime(pid) - before) / scenario.requests;
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

const nameOf = ({ client, upstream }) => `${client} → ${upstream}`;

const scope = createScope();
try {
  const upstream = fork(new URL("./translation/upstream.mjs", import.meta.url));
  scope.defer(() => upstream.kill());
  const [upstreamPort] = await once(upstream, "message");
  const at = `base_url: "http://127.0.0.1:${upstreamPort}/v1"`;
  const config = `backends:
  chat: { type: openai, protocols: [chat], ${at} }
  responses: { type: openai-responses, ${at} }
default_backend: chat
auth: { enabled: false }
`;
  const started = await startArtifact(buildArtifact(config, scope.folder("dist")), { node: values.node });
  scope.defer(() => stopProcess(started.child));
  const { pid } = started.child;
  port = started.port;
  for (const scenario of SCENARIOS) {
    const costs = new Map(PAIRS.map((pair) => [nameOf(pair), []]));
    for (let round = 0; round < Number(values.rounds); round++) {
      for (const pair of PAIRS) costs.get(nameOf(pair)).push(await cost(pid, pair, scenario));
    }
    for (const pair of PAIRS) {
      const through = median(costs.get(nameOf({ client: pair.client, upstream: pair.client })));
      const ratio = median(costs.get(nameOf(pair))) / through;
      if (pair.client !== pair.upstream)
        console.log(`${scenario.name}: ${nameOf(pair)} ${ratio.toFixed(2)} × passed through`);
    }
  }
  for (const pair of PAIRS) {
    const peaks = [];
    for (const count of [100, 10_000, 10_000, 10_000]) peaks.push((await peakMb(pid, pair, count)).toFixed(0));
    console.log(`memory: ${nameOf(pair)} at 100, 10,000, 10,000, 10,000 events: ${peaks.join(", ")} MB`);
  }
} finally {
  agent.destroy();
  await scope.close();
}
