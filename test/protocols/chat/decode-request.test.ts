import { expect, test } from "vitest";
import { decodeChatRequest } from "../../../runtime/protocols/chat/decode-request/decode-request.ts";
import type { JsonObject } from "../../../runtime/protocols/json/json-object.ts";

const askIn = (fields: JsonObject) => decodeChatRequest(fields).ask;

test("what the model can express is not an extra", () => {
  const ask = askIn({
    model: "m",
    messages: [{ role: "user", content: "Hi" }],
    max_tokens: 9,
    temperature: 0,
    top_k: 3,
    stop: "END",
    reasoning_effort: "low",
    response_format: { type: "json_object" },
    parallel_tool_calls: false,
    n: 2,
    stream: true,
  });
  expect(ask).toMatchObject({
    turns: [{ role: "user", content: "Hi" }],
    words: { limit: "max_tokens" },
    limit: 9,
    stop: ["END"],
    sampling: { temperature: 0, topK: 3 },
    reasoning: { effort: "low", shown: false },
    format: { kind: "json" },
    parallelCalls: false,
    answers: 2,
    stream: true,
    extras: null,
  });
});

test("unknown and invalid members are extras under their own names", () => {
  const { extras } = askIn({ something_new: 1, temperature: "hot", max_tokens: "9", tools: [], stream: false });
  expect(extras).toEqual({
    family: "openai",
    members: { something_new: 1, temperature: "hot", max_tokens: "9", tools: [], stream: false },
  });
});

test("a member called __proto__ is a member like any other", () => {
  const { extras } = askIn(JSON.parse('{"__proto__":{"store":true},"x":1}'));
  expect(Object.keys(extras?.members ?? {})).toEqual(["__proto__", "x"]);
  expect(extras?.members.store).toBeUndefined();
});

test("an assistant's message becomes its reasoning, its text and its calls; encrypted reasoning names its issuer", () => {
  const message = {
    role: "assistant",
    content: "Let me see.",
    reasoning_content: "Hm.",
    reasoning_items: [{ id: "rs_1", encrypted_content: "sealed", summary: [{ type: "summary_text", text: "Hm." }] }],
    tool_calls: [{ id: "a", type: "function", function: { name: "now", arguments: { at: 1 } } }],
  };
  expect(askIn({ messages: [message, { role: "tool", tool_call_id: "a", content: "12" }] }).turns).toMatchObject([
    {
      role: "assistant",
      content: [{ kind: "reasoning", text: "Hm.", continuation: { from: "responses", id: "rs_1", data: "sealed" } }],
    },
    { role: "assistant", content: "Let me see." },
    { role: "assistant", content: [{ kind: "call", id: "a", tool: "function", name: "now", input: '{"at":1}' }] },
    { role: "user", content: [{ kind: "result", call: "a", content: "12" }] },
  ]);
});

test("reasoning without anything encrypted is kept as text", () => {
  const [turn] = askIn({ messages: [{ role: "assistant", content: "Hi", reasoning_content: "Hm." }] }).turns;
  expect(turn).toMatchObject({ content: [{ kind: "reasoning", text: "Hm.", continuation: null }] });
});

test("a cache hint is in the model, and beside it as it came", () => {
  const part = { type: "text", text: "Hi", cache_control: { type: "ephemeral", ttl: "1h" } };
  const [turn] = askIn({ messages: [{ role: "user", content: [part] }] }).turns;
  expect(turn).toMatchObject({
    content: [{ kind: "text", cache: { ttl: "1h" }, extras: { members: { cache_control: part.cache_control } } }],
  });
});

test.each([
  [{}, { legacy: false, usage: true }],
  [{ stream: true }, { legacy: false, usage: false }],
  [
    { stream: true, stream_options: { include_usage: true } },
    { legacy: false, usage: true },
  ],
  [{ functions: [{ name: "f" }] }, { legacy: true, usage: true }],
  [
    { functions: [{ name: "f" }], tools: [{ type: "function", function: { name: "g" } }] },
    { legacy: false, usage: true },
  ],
])("%j is answered with %j", (fields, options) => {
  expect(decodeChatRequest(fields).options).toEqual(options);
});

test("any nesting depth is accepted", () => {
  const deep = JSON.parse(`${'{"a":'.repeat(20_000)}1${"}".repeat(20_000)}`);
  const called = { id: "a", type: "function", function: { name: "f", arguments: deep } };
  const { turns } = askIn({
    messages: [deep, { role: "assistant", tool_calls: [called, deep] }],
    tools: [deep],
    x: deep,
  });
  expect(turns.length).toBeGreaterThan(2);
});
