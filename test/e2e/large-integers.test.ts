import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { json } from "../support/answers.ts";
import { type RunningArtifact, startArtifact } from "../support/artifact.ts";
import { send } from "../support/client.ts";
import { chat } from "../support/completions.ts";
import { type ScriptedUpstream, startUpstream } from "../support/upstream.ts";

const BIG = "18446744073709551615";

let upstream: ScriptedUpstream;
let artifact: RunningArtifact;

beforeAll(async () => {
  upstream = await startUpstream();
  const at = `base_url: "${upstream.url}/v1"`;
  artifact = await startArtifact(`
backends:
  chat: { type: vllm, ${at} }
  responses: { type: openai-compatible, ${at}, protocols: [responses] }
`);
});

afterAll(async () => {
  await artifact?.stop();
  await upstream?.close();
});

beforeEach(() => upstream.reset());

const schema = `{"type":"object","properties":{"n":{"type":"integer","maximum":${BIG}}}}`;
const chatTools = `"tools":[{"type":"function","function":{"name":"f","parameters":${schema}}}]`;
const responsesTools = `"tools":[{"type":"function","name":"f","parameters":${schema}}]`;
const late = `"messages":[{"role":"user","content":"a"},{"role":"system","content":"b","n":${BIG}}]`;
const response = `{"id":"resp_1","object":"response","status":"completed","model":"m","output":[],"x":${BIG}}`;

test.each([
  ["a field that is read twice", "chat/completions", `{"model":"chat:x","model":"chat:m",${chatTools},"messages":[]}`],
  ["fields from extra_body", "chat/completions", `{"model":"chat:m","extra_body":{"id":${BIG}},"messages":[]}`],
  ["messages that change", "chat/completions", `{"model":"chat:m",${late}}`],
  ["chat to Responses", "chat/completions", `{"model":"responses:m",${chatTools},"messages":[]}`],
  ["Responses to chat", "responses", `{"model":"chat:m?seed=1",${responsesTools},"input":"hi"}`],
  [
    "a member of a changed object",
    "responses",
    `{"model":"responses:m?reasoning_effort=low","reasoning":{"n":${BIG}}}`,
  ],
])("%s: integers go up as they were written", async (_, path, body) => {
  upstream.always("/v1/chat", json(chat("ok")));
  upstream.always("/v1/responses", (_request, answer) => {
    answer.writeHead(200, { "content-type": "application/json" });
    answer.end(response);
  });
  const answer = await send(`${artifact.url}/v1/${path}`, { body });
  expect(answer.status, answer.text).toBe(200);
  const sent = (await upstream.next()).body.toString();
  expect(sent).toContain(BIG);
  expect(sent).not.toContain("\u0090\u009d");
});

test("and come down so in what echoes the request", async () => {
  upstream.always("/v1/chat", json(chat("ok")));
  const answer = await send(`${artifact.url}/v1/responses`, {
    body: `{"model":"chat:m",${responsesTools},"input":"hi"}`,
  });
  expect(answer.text).toContain(`"maximum":${BIG}`);
});

test.each([
  ["chat/completions", "chat:m", "/v1/chat/completions?api-version=1"],
  ["responses", "responses:m", "/v1/responses?api-version=1"],
  ["responses", "chat:m", "/v1/chat/completions"],
])("the query of %s goes up to %s: %s", async (path, model, url) => {
  upstream.always("/v1/chat", json(chat("ok")));
  upstream.always("/v1/responses", json(JSON.parse(response)));
  const body = JSON.stringify({ model, messages: [], input: "hi" });
  await send(`${artifact.url}/v1/${path}?api-version=1&key=secret`, { body });
  expect((await upstream.next()).url).toBe(url);
});
