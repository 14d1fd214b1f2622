import { afterEach, beforeEach, expect, test } from "vitest";
import { json } from "../../support/answers.ts";
import { post } from "../../support/client.ts";
import { type ChatGpt, RESPONSES, startChatGpt } from "./support/chatgpt.ts";
import { type CodexGateway, startGateway } from "./support/gateway.ts";
import { login, loginFile } from "./support/login-file.ts";

let chatgpt: ChatGpt;
let gateway: CodexGateway;

beforeEach(async () => {
  chatgpt = await startChatGpt();
  const good = login();
  chatgpt.accepted.add(good.tokens.access_token);
  const headers = [["x-team", "search"]] as const;
  gateway = await startGateway(chatgpt, [loginFile(good)], { backend: { headers } });
});
afterEach(async () => {
  await gateway.close();
  await chatgpt.close();
});

test("a client of the Responses API that wants no stream gets the stream as one answer", async () => {
  const answer = await gateway.ask({ temperature: 1, input: "hi" });
  expect(answer.fields).toMatchObject({
    object: "response",
    status: "completed",
    output: [{ content: [{ text: "hello" }] }],
  });
  expect(answer.headers["x-turnout-warning"]).toContain("temperature: not a parameter of openai-codex, ignored");
});

test("a client that compacts its conversation gets the backend's answer", async () => {
  const item = { id: "cmp_1", type: "compaction", encrypted_content: "g" };
  chatgpt.upstream.always(`${RESPONSES}/compact`, json({ object: "response.compaction", output: [item] }));
  const answer = await post(`${gateway.url}/v1/responses/compact`, { model: "gpt-5-codex", input: "hi" });
  expect(answer.status).toBe(200);
  expect(answer.fields).toMatchObject({ output: [{ type: "compaction" }] });
});

test("one that wants a stream gets it", async () => {
  const answer = await gateway.ask({ stream: true });
  expect(answer.headers["content-type"]).toMatch(/^text\/event-stream/);
  expect(answer.text).toMatch(/^event: response\.created\n.*event: response\.completed\n/s);
});

test("content and identity of the upstream request come from the adaptation and the login, whatever the client sends", async () => {
  const headers = {
    authorization: "Bearer of-the-client",
    "chatgpt-account-id": "of-the-client",
    session_id: "session-1",
    "user-agent": "codex_cli_rs/9",
    version: "9",
    accept: "*/*",
  };
  await gateway.ask({ store: true, prompt_cache_key: "key" }, headers);
  const [asked] = chatgpt.asked();
  expect(asked?.headers).toMatchObject({
    "chatgpt-account-id": "account-0123456789",
    session_id: "session-1",
    conversation_id: "session-1",
    "user-agent": "codex_cli_rs/9",
    version: "9",
    accept: "text/event-stream",
    originator: "codex_cli_rs",
    "openai-beta": "responses=experimental",
    "x-team": "search",
  });
  const names = asked?.rawHeaders.filter((_, index) => index % 2 === 0).map((name) => name.toLowerCase()) ?? [];
  expect(new Set(names).size).toBe(names.length);
  expect(JSON.stringify(asked?.headers)).not.toContain("of-the-client");
  expect(asked?.fields).toMatchObject({ store: false, stream: true, prompt_cache_key: "key" });
});

test("a chat client works too: its system text becomes the instructions", async () => {
  const messages = [
    { role: "system", content: "Be brief." },
    { role: "user", content: "hi" },
  ];
  const chat = { model: "gpt-5-codex", messages, max_tokens: 5, reasoning_effort: "xhigh" };
  const answer = await post(`${gateway.url}/v1/chat/completions`, chat);
  expect(answer.fields).toMatchObject({
    object: "chat.completion",
    choices: [{ message: { role: "assistant", content: "hello" }, finish_reason: "stop" }],
    usage: { prompt_tokens: 1, completion_tokens: 1 },
  });
  expect(chatgpt.asked()[0]?.fields).toMatchObject({
    instructions: "Be brief.",
    reasoning: { effort: "high" },
    stream: true,
  });
  expect(chatgpt.asked()[0]?.fields).not.toHaveProperty("max_output_tokens");
  const streamed = await post(`${gateway.url}/v1/chat/completions`, { ...chat, stream: true });
  expect(streamed.text).toMatch(/"hello".*data: \[DONE\]\n\n$/s);
});
