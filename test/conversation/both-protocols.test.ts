/** Backends that speak chat and Responses: each client reaches them in its own protocol. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { json, refusal } from "../support/answers.ts";
import { type RunningArtifact, startArtifact } from "../support/artifact.ts";
import { post, send } from "../support/client.ts";
import { says } from "../support/completions.ts";
import { doors } from "../support/doors.ts";
import { type ScriptedUpstream, startUpstream } from "../support/upstream.ts";
import { type Keeper, keeper } from "./support/keeper.ts";
import { type ResponsesClient, responsesClient, textOf } from "./support/responses-client.ts";

let upstream: ScriptedUpstream;
let artifact: RunningArtifact;
let client: ResponsesClient;
let openai: Keeper;
let stateless: Keeper;

beforeAll(async () => {
  upstream = await startUpstream();
  const config = `backends:
  openai: { type: openai, base_url: "${upstream.url}/openai/v1", api_key: "\${KEY}" }
  chats: { type: openai, base_url: "${upstream.url}/chats/v1", api_key: "\${KEY}", protocols: [chat] }
  groq: { type: groq, base_url: "${upstream.url}/groq/v1", api_key: "\${KEY}", protocols: [chat, responses] }
failover_routes:
  mixed: ["chats:m", "openai:m"]
  back: ["openai:m", "chats:m"]
default_backend: openai
failure_handling: { retries: 0 }
`;
  artifact = await startArtifact(config, { env: { KEY: "sk-up" } });
  client = responsesClient(`${artifact.url}/v1`);
});
afterAll(async () => {
  await artifact?.stop();
  await upstream?.close();
});
beforeEach(() => {
  upstream.reset();
  openai = keeper("openai");
  stateless = keeper("groq");
  upstream.always("/openai", openai.answer);
  upstream.always("/openai/v1/chat", says("from the chat of OpenAI"));
  upstream.always(
    "/openai/v1/embeddings",
    json({ object: "list", data: [{ object: "embedding", index: 0, embedding: [0.5] }] }),
  );
  upstream.always("/chats", says("from a chat"));
  upstream.always("/groq", stateless.answer);
});

const last = () => upstream.received.at(-1);

/** Nothing of it could be said in chat, and its blanks and numbers are no serializer's. */
const RICH = `{ "model":"gpt-5", "input":[{"role":"user","content":"Hi"}],
  "tools":[{"type":"web_search"},{"type":"mcp","server_label":"a","server_url":"https://a.test"},{"type":"code_interpreter","container":{"type":"auto"}}],
  "include":["reasoning.encrypted_content","web_search_call.action.sources"], "background": true,
  "conversation":"conv_1", "prompt":{"id":"pmpt_1"}, "temperature":1.0, "max_tool_calls": 3e0, "truncation":"auto" }`;

describe.each(doors)("on the $door path", ({ query }) => {
  test("a Responses client's request is passed on byte for byte", async () => {
    const answer = await send(`${artifact.url}/v1/responses${query}`, { body: RICH });
    expect([answer.status, answer.headers["x-turnout-warning"]], answer.text).toEqual([200, undefined]);
    expect([last()?.url, last()?.body.toString()]).toEqual([`/openai/v1/responses${query}`, RICH]);
  });

  test("a chat client's stays in chat", async () => {
    const body = `{ "model":"gpt-5", "messages":[{"role":"user","content":"Hi"}], "stop":"END", "n": 2 }`;
    const { status } = await send(`${artifact.url}/v1/chat/completions${query}`, { body });
    expect([status, last()?.url, last()?.body.toString()]).toEqual([200, `/openai/v1/chat/completions${query}`, body]);
  });
});

test("a continued response, and requests about it, go to the backend that stores it", async () => {
  const first = await client.create({ model: "gpt-5", input: "Hi" });
  const id = String(first.fields.id);
  const next = { model: "mixed", input: "And?", previous_response_id: id };
  const second = await client.create(next);
  expect([second.status, second.headers["x-turnout-route"]]).toEqual([200, "openai:m"]);
  expect(last()?.fields).toEqual({ ...next, model: "m" });
  expect((await client.retrieve(id)).fields.id).toBe(id);
  expect((await client.inputItems(id)).fields.object).toBe("list");
  expect((await client.cancel(id)).fields.status).toBe("cancelled");
  expect((await client.delete(id)).fields.deleted).toBe(true);
  expect(last()).toMatchObject({ method: "DELETE", url: `/openai/v1/responses/${id}` });
});

test("a route may mix translated and other targets", async () => {
  const asked = { input: "Hi", max_output_tokens: 9 };
  upstream.once("/chats", refusal(503));
  const up = await client.create({ ...asked, model: "mixed" });
  expect([up.headers["x-turnout-route"], last()?.url]).toEqual(["openai:m", "/openai/v1/responses"]);
  expect(last()?.fields).toEqual({ ...asked, model: "m" });
  upstream.once("/openai", refusal(503));
  const down = await client.create({ ...asked, model: "back" });
  expect([textOf(down), last()?.url]).toEqual(["from a chat", "/chats/v1/chat/completions"]);
  expect(last()?.fields).toMatchObject({ messages: [{ role: "user", content: "Hi" }], max_completion_tokens: 9 });
});

test("if a server stores no responses, Turnout does", async () => {
  const first = await client.create({ model: "groq:m", input: "Hi" });
  expect(last()?.url).toBe("/groq/v1/responses");
  const id = String(first.fields.id);
  const second = await client.create({ model: "groq:m", input: "And?", previous_response_id: id });
  expect(second.fields.previous_response_id).toBe(id);
  expect(last()?.fields).not.toHaveProperty("previous_response_id");
  expect(last()?.fields.input).toMatchObject([{ content: "Hi" }, { role: "assistant" }, { content: "And?" }]);
  const before = upstream.received.length;
  expect((await client.retrieve(id)).fields.id).toBe(id);
  expect(upstream.received.length).toBe(before);
});

test("embeddings are passed on as before", async () => {
  const { status } = await post(`${artifact.url}/v1/embeddings`, { model: "e", input: "Hi" });
  expect([status, last()?.url]).toEqual([200, "/openai/v1/embeddings"]);
});
