import { afterAll, beforeAll, expect, test } from "vitest";
import { json } from "../support/answers.ts";
import { type RunningArtifact, startArtifact } from "../support/artifact.ts";
import { errorOf, post, send } from "../support/client.ts";
import { chat } from "../support/completions.ts";
import { type ScriptedUpstream, startUpstream } from "../support/upstream.ts";

let upstream: ScriptedUpstream;
let artifact: RunningArtifact;

beforeAll(async () => {
  upstream = await startUpstream();
  upstream.always("/", json(chat("ok")));
  const config = `
backends:
  local: { type: ollama, base_url: "${upstream.url}/local/v1", models: ["llama3:8b", "hf.co/a/b:Q4", "local:own", plain] }
  cloud: { type: vllm, base_url: "${upstream.url}/cloud/v1", models: ["llama3:8b", "us.model-v1:0"] }
failover_routes:
  "safe:1": ["us.model-v1:0", "local:x"]
model_aliases:
  - { pattern: "^old:8b$", replacement: "llama3:8b?temperature=0" }
  - { pattern: "^cloud:old$", replacement: "cloud:new" }
`;
  artifact = await startArtifact(config);
});

afterAll(async () => {
  await artifact?.stop();
  await upstream?.close();
});

const chatUrl = () => `${artifact.url}/v1/chat/completions`;

test("every listed name is retrieved and answered", async () => {
  const { fields } = await send(`${artifact.url}/v1/models`, { method: "GET" });
  const ids = (fields as { data: readonly { id: string }[] }).data.map(({ id }) => id);
  expect(ids).toEqual(expect.arrayContaining(["old:8b", "safe:1", "llama3:8b", "local:own", "cloud:llama3:8b"]));
  for (const id of ids) {
    expect((await send(`${artifact.url}/v1/models/${id}`, { method: "GET" })).status, id).toBe(200);
    const answer = await post(chatUrl(), { model: id, messages: [] });
    expect(answer.status, `${id}: ${answer.text}`).toBe(200);
  }
});

test.each([
  ["local:own", "/local/v1/chat/completions", "local:own"],
  ["local:local:own", "/local/v1/chat/completions", "local:own"],
  ["local:other", "/local/v1/chat/completions", "other"],
  ["us.model-v1:0", "/cloud/v1/chat/completions", "us.model-v1:0"],
  ["safe:1", "/cloud/v1/chat/completions", "us.model-v1:0"],
])("%s is asked at %s as %s", async (name, path, model) => {
  upstream.reset();
  await post(chatUrl(), { model: name, messages: [] });
  const received = await upstream.next();
  expect([received.url, JSON.parse(received.body.toString()).model]).toEqual([path, model]);
});

test("without a default backend, an unknown name is a 404 that suggests what is near", async () => {
  const answer = await post(chatUrl(), { model: "llama3:8x", messages: [] });
  expect(answer.status).toBe(404);
  expect(errorOf(answer).message).toContain('Did you mean "llama3:8b"');
});
