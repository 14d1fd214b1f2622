/** `endpoints` in a config: what it leaves out cannot be reached in any way. */
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { json } from "../support/answers.ts";
import { type RunningArtifact, startArtifact } from "../support/artifact.ts";
import { errorOf, send } from "../support/client.ts";
import { says } from "../support/completions.ts";
import { doors } from "../support/doors.ts";
import { type ScriptedUpstream, startUpstream } from "../support/upstream.ts";

let upstream: ScriptedUpstream;
let artifact: RunningArtifact;

beforeAll(async () => {
  upstream = await startUpstream();
  upstream.always("/v1/chat", says("here"));
  upstream.always("/v1", json({ ok: true }));
  const config = `backends: { openai: { type: openai, base_url: "${upstream.url}/v1", api_key: "\${KEY}" } }
default_backend: openai
endpoints: [chat, images]
passthrough: true
auth: { api_keys: ["\${CLIENT}"] }
`;
  artifact = await startArtifact(config, { env: { KEY: "sk-up", CLIENT: "client-key" } });
});
afterAll(async () => {
  await artifact?.stop();
  await upstream?.close();
});

const KEY = { authorization: "Bearer client-key" };
const BODY = '{"model":"m","input":"Hi","messages":[]}';

describe.each(doors)("on the $door path", ({ query }) => {
  test.each([
    ["POST", "/v1/responses", "responses"],
    ["POST", "/responses", "responses"],
    ["GET", "/v1/responses/resp_1", "responses"],
    ["POST", "/v1/responses/resp_1/cancel", "responses"],
    ["POST", "/v1/responses/compact", "responses"],
    ["POST", "/v1/responses/input_tokens", "responses"],
    ["POST", "/v1/embeddings", "embeddings"],
    ["GET", "/v1/embeddings", "embeddings"],
    ["POST", "/v1/completions", "completions"],
    ["POST", "/v1/moderations", "moderations"],
    ["POST", "/v1/audio/speech", "audio"],
  ])("%s %s is a 404 that explains it, and no upstream request is sent", async (method, path, name) => {
    const before = upstream.received.length;
    const answer = await send(`${artifact.url}${path}${query}`, {
      method,
      headers: KEY,
      ...(method === "POST" && { body: BODY }),
    });
    expect([answer.status, errorOf(answer).code]).toEqual([404, "not_found"]);
    expect(errorOf(answer).message).toBe(
      `Invalid URL (${method} ${path}). This server's config leaves \`${name}\` out of its \`endpoints\`.`,
    );
    expect(upstream.received.length).toBe(before);
    const stranger = await send(`${artifact.url}${path}${query}`, { method });
    expect(stranger.status).toBe(401);
  });

  test.each(["/v1/chat/completions", "/chat/completions", "/v1/images/generations"])("%s is served", async (path) => {
    const { status } = await send(`${artifact.url}${path}${query}`, { headers: KEY, body: BODY });
    expect(status).toBe(200);
  });

  test.each(["/v1/models", "/healthz", "/v1/files"])("%s does not depend on `endpoints`", async (path) => {
    const { status } = await send(`${artifact.url}${path}${query}`, { method: "GET", headers: KEY });
    expect(status).toBe(200);
  });
});

test("a WebSocket is rejected as on any other path", async () => {
  const { port } = new URL(artifact.url);
  const text = await new Promise<string>((resolve, reject) => {
    const socket = connect(Number(port), "127.0.0.1");
    let read = "";
    socket.on("data", (piece) => {
      read += piece;
    });
    socket.on("error", reject);
    socket.on("close", () => resolve(read));
    socket.write(
      "GET /v1/realtime?model=m HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer client-key\r\nconnection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
    );
  });
  expect(text).toMatch(/^HTTP\/1\.1 426 /);
  expect(text).toContain("leaves `realtime` out of its `endpoints`");
});
