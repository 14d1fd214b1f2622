import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type RunningArtifact, startArtifact } from "../support/artifact.ts";
import { post } from "../support/client.ts";
import { says } from "../support/completions.ts";
import { type ScriptedUpstream, startUpstream } from "../support/upstream.ts";

let upstream: ScriptedUpstream;
let artifact: RunningArtifact;

beforeAll(async () => {
  upstream = await startUpstream();
  upstream.always("/", says("ok"));
  artifact = await startArtifact(`
backends:
  local: { type: ollama, base_url: "${upstream.url}/v1", body: { num_ctx: 8192 }, drop: [user] }
  strict: { type: mistral, base_url: "${upstream.url}/v1", api_key: null, drop: unsupported, extra: { seed: 7 } }
model_defaults:
  "local:m": { body: { keep_alive: "1h" } }
failover_routes:
  wide: { elements: ["local:m"], body: { num_ctx: 32768 }, drop: [keep_alive] }
model_aliases:
  - { pattern: "^short$", replacement: "local:m", body: { num_ctx: 2048 }, drop: [keep_alive] }
  - pattern: "^wider$"
    replacement: "wide"
    body: { num_ctx: 65536 }
    body_from_headers: { metadata.team: X-Team, metadata.project: X-Project, end_user: X-User-Id }
failure_handling: { retries: 0 }
`);
});

afterAll(async () => {
  await artifact?.stop();
  await upstream?.close();
});

beforeEach(() => upstream.reset());

async function sent(
  path: string,
  fields: Record<string, unknown>,
  headers: Record<string, string> = {},
): Promise<Record<string, unknown>> {
  const answer = await post(`${artifact.url}/v1${path}`, fields, headers);
  expect(answer.status, answer.text).toBe(200);
  const { model: _model, messages: _messages, ...rest } = (await upstream.next()).fields;
  return rest;
}
const messages = [{ role: "user", content: "hi" }];

test("a backend's and a model's body fields are sent", async () => {
  const rest = await sent("/chat/completions", { model: "local:m", messages, user: "u", stop: ["x"] });
  expect(rest).toEqual({ num_ctx: 8192, keep_alive: "1h", stop: ["x"] });
});

test("the client's own are not replaced, and a route's come first", async () => {
  expect(await sent("/chat/completions", { model: "local:m", messages, num_ctx: 1 })).toMatchObject({ num_ctx: 1 });
  const rest = await sent("/chat/completions", { model: "wide", messages, keep_alive: "5m" });
  expect(rest).toEqual({ num_ctx: 32768 });
});

test("several fields that a server refuses are left out of one request, wherever they come from", async () => {
  const fields = { model: "strict:m", user: "u", logprobs: true, messages, top_k: 4, stop: ["x"], store: true };
  expect(await sent("/chat/completions", fields)).toEqual({ stop: ["x"] });
});

test("a translated request has them too", async () => {
  const rest = await sent("/responses", { model: "local:m", input: "hi", user: "u" });
  expect(rest).toMatchObject({ num_ctx: 8192, keep_alive: "1h" });
  expect(rest).not.toHaveProperty("user");
});

test("an alias's come before those of the route and the backend that it leads to", async () => {
  expect(await sent("/chat/completions", { model: "short", messages })).toEqual({ num_ctx: 2048 });
  expect(await sent("/chat/completions", { model: "short", messages, num_ctx: 1 })).toEqual({ num_ctx: 1 });
  const rest = await sent("/chat/completions", { model: "wider", messages, keep_alive: "5m", user: "u" });
  expect(rest).toEqual({ num_ctx: 65536 });
});

test("headers of the client become fields, and are not forwarded themselves", async () => {
  const headers = {
    "x-team": 'a "quoted", name',
    "x-project": "17",
    "x-user-id": Buffer.from("Jörg").toString("latin1"),
  };
  const fields = { model: "wider", messages, end_user: "me", metadata: { team: "mine", kept: "yes" } };
  expect(await sent("/chat/completions", fields, headers)).toEqual({
    num_ctx: 65536,
    end_user: "Jörg",
    metadata: { team: 'a "quoted", name', kept: "yes", project: "17" },
  });
  const translated = await sent("/responses", { model: "wider", input: "hi" }, headers);
  expect(translated).toMatchObject({ end_user: "Jörg", metadata: { project: "17" } });
});
