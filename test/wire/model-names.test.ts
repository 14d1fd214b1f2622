import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { json, raw, sse } from "../support/answers.ts";
import { type RunningArtifact, startArtifact } from "../support/artifact.ts";
import { post } from "../support/client.ts";
import { chat } from "../support/completions.ts";
import { type ScriptedUpstream, startUpstream } from "../support/upstream.ts";

let upstream: ScriptedUpstream;
let artifact: RunningArtifact;

beforeAll(async () => {
  upstream = await startUpstream();
  artifact = await startArtifact(
    `
backends:
  up: { type: openai, base_url: "${upstream.url}/v1", models: [gpt-5] }
model_aliases:
  - { pattern: "^fast$", replacement: "up:gpt-5" }
`,
    { env: { OPENAI_API_KEY: "sk-upstream" } },
  );
});

afterAll(async () => {
  await artifact?.stop();
  await upstream?.close();
});

beforeEach(() => upstream.reset());

const NAMED = { "openai-model": "gpt-5", "x-ms-deployment-name": "gpt-5", "openai-version": "v" };
const response = { id: "resp_1", object: "response", status: "completed", model: "gpt-5", output: [] };
const event = (type: string, of: object) => `event: ${type}\ndata: ${JSON.stringify({ type, response: of })}\n\n`;
const STREAM = [
  event("response.created", { ...response, status: "in_progress", headers: { "OpenAI-Model": "gpt-5", a: "b" } }),
  event("response.completed", response),
];

test.each([
  ["gpt-5", true],
  ["fast", false],
  ["up:gpt-5", false],
  ["gpt-5?temperature=0", false],
])("for %s, the headers name the upstream's model: %j", async (model, named) => {
  upstream.always("/v1/chat/completions", json(chat("ok"), 200, NAMED));
  const { headers } = await post(`${artifact.url}/v1/chat/completions`, { model, messages: [] });
  expect(headers["openai-version"]).toBe("v");
  expect("openai-model" in headers).toBe(named);
  expect("x-ms-deployment-name" in headers).toBe(named);
});

test.each([
  ["gpt-5", true],
  ["fast", false],
])("for %s, the events of a response name it in their headers: %j", async (model, named) => {
  upstream.always("/v1/responses", sse(STREAM.map(raw), NAMED));
  const { headers, text } = await post(`${artifact.url}/v1/responses`, { model, input: "hi", stream: true });
  expect("openai-model" in headers).toBe(named);
  expect(text).toBe(named ? STREAM.join("") : STREAM.join("").replace('"OpenAI-Model":"gpt-5",', ""));
  expect(text).toContain('"model":"gpt-5"');
});

test("an error names no model either", async () => {
  upstream.always("/v1/chat/completions", json({ error: { message: "no" } }, 400, NAMED));
  const { status, headers } = await post(`${artifact.url}/v1/chat/completions`, { model: "fast", messages: [] });
  expect([status, headers["openai-model"]]).toEqual([400, undefined]);
});
