import { connect } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { gate, sse, stall } from "../support/answers.ts";
import { type RunningArtifact, startArtifact } from "../support/artifact.ts";
import { open, send } from "../support/client.ts";
import { opening, word } from "../support/completions.ts";
import { watch } from "../support/raw-server.ts";
import { type ScriptedUpstream, startUpstream } from "../support/upstream.ts";

let upstream: ScriptedUpstream;
let artifact: RunningArtifact;

beforeAll(async () => {
  upstream = await startUpstream();
});
afterAll(() => upstream.close());

const body = JSON.stringify({ model: "m", messages: [], stream: true });
const forever = new Promise(() => {});
const chatUrl = () => `${artifact.url}/v1/chat/completions`;

function start(settings: string) {
  return async () => {
    upstream.reset();
    artifact = await startArtifact(
      `
backends: { one: { type: openai, base_url: "${upstream.url}/v1", api_key: "\${KEY}" } }
default_backend: one
passthrough: true
server: ${settings}
`,
      { env: { KEY: "sk" }, time: "held" },
    );
    return () => artifact.stop();
  };
}

async function raw(text: string) {
  const { hostname, port } = new URL(artifact.url);
  const socket = connect(Number(port), hostname);
  await new Promise((resolve) => socket.once("connect", resolve));
  socket.write(text);
  return watch(socket);
}

/** All that a client can do to keep a server from its end. */
async function stubborn(): Promise<void> {
  upstream.once("/", sse([opening, word("one"), gate(forever)]), stall);
  const { response } = await open(chatUrl(), { body });
  response.on("error", () => {});
  const plain = open(chatUrl(), { body });
  plain.catch(() => {});
  await upstream.next();
  await upstream.next();
  const head = "HTTP/1.1\r\nhost: localhost\r\n";
  await raw(`POST /v1/chat/completions ${head}content-length: 100\r\n\r\n{`);
  await raw(`POST /v1/files ${head}transfer-encoding: chunked\r\n\r\n1\r\nx\r\n`);
  await raw("GET /healthz HTTP/1.1\r\nho");
  await raw("");
  const kept = await raw(`GET /healthz ${head}\r\n`);
  await kept.until("200 OK");
}

describe("within drain_seconds", () => {
  beforeEach(start("{ drain_seconds: 7 }"));

  test.each(["SIGTERM", "SIGINT", "SIGHUP"] as const)("%s ends the server, whatever clients do", async (signal) => {
    await stubborn();
    artifact.signal(signal);
    await artifact.logged(/"event":"stopping"/);
    await artifact.pass(6000);
    expect(artifact.stderr()).not.toContain("cut_off");
    expect(await artifact.passUntil(artifact.exit)).toEqual({ code: 0, signal: null });
    expect(artifact.stderr()).toMatch(/"event":"cut_off"/);
  });

  test("a second signal ends it at once", async () => {
    await stubborn();
    artifact.signal("SIGTERM");
    await artifact.logged(/"event":"stopping"/);
    artifact.signal("SIGTERM");
    expect(await artifact.exit).toEqual({ code: 130, signal: null });
  });
});

describe("with a drain delay", () => {
  beforeEach(start("{ drain_delay_seconds: 5 }"));

  test.each(["SIGTERM", "SIGHUP"] as const)("%s: the server says that it drains, and still answers", async (signal) => {
    expect((await send(`${artifact.url}/readyz`, { method: "GET" })).status).toBe(200);
    artifact.signal(signal);
    await artifact.logged(/"event":"stopping"/);
    await artifact.pass(4900);
    const ready = await send(`${artifact.url}/readyz`, { method: "GET" });
    expect([ready.status, ready.fields.status]).toEqual([503, "draining"]);
    const models = await send(`${artifact.url}/v1/models`, { method: "GET" });
    expect([models.status, models.headers.connection]).toEqual([200, "close"]);
    expect((await send(`${artifact.url}/healthz`, { method: "GET" })).status).toBe(200);
    expect(await artifact.passUntil(artifact.exit)).toEqual({ code: 0, signal: null });
  });

  test("SIGINT has none", async () => {
    artifact.signal("SIGINT");
    await artifact.pass(100);
    expect(await artifact.passUntil(artifact.exit)).toEqual({ code: 0, signal: null });
  });
});
