/** Clients that stop in the middle, with a built server whose time is held. */
import { connect } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { flood, json, stall } from "../support/answers.ts";
import { type RunningArtifact, startArtifact } from "../support/artifact.ts";
import { chat } from "../support/completions.ts";
import { deferred } from "../support/deferred.ts";
import { doors } from "../support/doors.ts";
import { type RawConnection, watch } from "../support/raw-server.ts";
import { type ScriptedUpstream, startUpstream } from "../support/upstream.ts";

let upstream: ScriptedUpstream;
let artifact: RunningArtifact;

beforeAll(async () => {
  upstream = await startUpstream();
  artifact = await startArtifact(
    `
backends: { one: { type: openai, base_url: "${upstream.url}/v1", api_key: "\${KEY}", stream_idle_timeout: 500, timeout: 900 } }
default_backend: one
passthrough: true
server: { body_idle_timeout: 20 }
failure_handling: { retries: 0 }
`,
    { env: { KEY: "sk" }, time: "held" },
  );
});
beforeEach(() => upstream.reset());
afterAll(async () => {
  await artifact?.stop();
  await upstream?.close();
});

async function dial(): Promise<RawConnection> {
  const { hostname, port } = new URL(artifact.url);
  const socket = connect(Number(port), hostname);
  await new Promise((resolve) => socket.once("connect", resolve));
  return watch(socket);
}

const HOST = "HTTP/1.1\r\nhost: localhost\r\n";

describe.each(doors)("on the $door path", ({ query }) => {
  test.each([
    ["a body with a length", "/v1/chat/completions", 'content-length: 90\r\n\r\n{"model":'],
    ["a body in chunks", "/v1/chat/completions", "transfer-encoding: chunked\r\n\r\n1\r\n{\r\n"],
    ["a compressed body", "/v1/chat/completions", "content-encoding: deflate\r\ncontent-length: 90\r\n\r\nx\x01"],
    ["no byte of a body", "/v1/responses", "content-length: 90\r\n\r\n"],
    [
      "a form",
      "/v1/audio/transcriptions",
      "content-type: multipart/form-data; boundary=b\r\ncontent-length: 90\r\n\r\n--b\r\n",
    ],
    ["an upload", "/v1/files", "content-length: 90\r\n\r\nabc"],
  ])("%s that stalls is answered with 408", async (_, path, rest) => {
    const client = await dial();
    client.socket.write(`POST ${path}${query} ${HOST}${rest}`);
    await artifact.passUntil(client.until("HTTP/1.1 408 "));
    expect(client.received()).toContain("body_timeout");
    await artifact.passUntil(client.closed);
  });
});

test("a body that comes slowly is taken, and so is an answer that takes its time", async () => {
  const late = deferred();
  upstream.once("/", async (received, response) => {
    await late.promise;
    await json(chat("late"))(received, response);
  });
  const body = JSON.stringify({ model: "m", messages: [] });
  const client = await dial();
  client.socket.write(`POST /v1/chat/completions ${HOST}connection: close\r\ncontent-length: ${body.length}\r\n\r\n`);
  for (const character of body.slice(0, 10)) {
    await artifact.pass(15_000);
    client.socket.write(character);
  }
  client.socket.write(body.slice(10));
  await upstream.next();
  await artifact.pass(200_000);
  late.resolve();
  await client.closed;
  expect(client.received()).toContain("late");
});

test("a client that takes nothing of its answer is disconnected", async () => {
  upstream.once(
    "/",
    flood(1 << 30, `data: {"x":"${"y".repeat(1000)}"}\n\n`, () => {}),
  );
  const body = JSON.stringify({ model: "m", messages: [], stream: true });
  const client = await dial();
  client.socket.pause();
  client.socket.write(`POST /v1/chat/completions ${HOST}content-length: ${body.length}\r\n\r\n${body}`);
  const received = await upstream.next();
  expect(await artifact.passUntil(received.over)).toBe("cancelled");
  client.socket.destroy();
});

test("an upstream that does not read is not the client's fault", async () => {
  upstream.once("/", stall);
  const client = await dial();
  client.socket.write(`POST /v1/files ${HOST}content-length: 3\r\n\r\nabc`);
  await upstream.next();
  await artifact.pass(100_000);
  expect(client.received()).toBe("");
  client.socket.destroy();
});
