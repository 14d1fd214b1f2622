import { describe, expect, test } from "vitest";
import { chunksOf, deltasOf } from "../../support/encoded-chat.ts";
import type { Passed } from "../../support/recording-sink.ts";

const now = { id: "a", tool: "function", name: "now", namespace: null };
const sealed = { from: "responses", id: "rs_1", data: "sealed" };
const usage = {
  input: 5,
  output: 2,
  total: 7,
  cached: 0,
  cacheWritten: { short: 0, long: 0 },
  reasoning: 0,
  extras: null,
};
const counts = {
  prompt_tokens: 5,
  completion_tokens: 2,
  total_tokens: 7,
  prompt_tokens_details: { cached_tokens: 0 },
  completion_tokens_details: { reasoning_tokens: 0 },
};
const ROLE = { role: "assistant", content: "", refusal: null };

describe("a stream", () => {
  const common = { id: "chatcmpl-0", object: "chat.completion.chunk", created: 9, model: "m-1" };
  const tier = { service_tier: "flex" };
  const passed: readonly Passed[] = [
    ["start", { model: "m-1", created: 9, extras: null }],
    ["start", { model: "late", created: 1, extras: null }],
    ["text", "Hi", []],
    ["finish", "length", usage, { family: "openai", members: tier }],
  ];
  const choice = (delta: object, finish_reason: string | null = null) => ({
    choices: [{ index: 0, delta, logprobs: null, finish_reason }],
  });

  test("has the role first, and its usage in a last chunk, if the client asked for it", () => {
    const other = { ...common, usage: null };
    expect(chunksOf(passed)).toEqual([
      { ...other, ...choice(ROLE) },
      { ...other, ...choice({ content: "Hi" }) },
      { ...other, ...choice({}, "length"), ...tier },
      { ...common, choices: [], usage: counts, ...tier },
      "[DONE]",
    ]);
  });

  test("has no usage if the client did not ask for it", () => {
    expect(chunksOf(passed, { usage: false })).toEqual([
      { ...common, ...choice(ROLE) },
      { ...common, ...choice({ content: "Hi" }) },
      { ...common, ...choice({}, "length"), ...tier },
      "[DONE]",
    ]);
  });

  test("has no chunk of usage if there is none", () => {
    expect(chunksOf([["finish", "stop", null, null]]).slice(1)).toEqual([
      { id: "chatcmpl-0", object: "chat.completion.chunk", created: 7, model: "m", ...choice({}, "stop"), usage: null },
      "[DONE]",
    ]);
  });

  test.each<[string, Passed]>([
    ["text", ["text", "Hi", []]],
    ["text as it came", ["textEscaped", "Hi"]],
    ["a refusal", ["refusal", "No."]],
    ["a call", ["call", 0, now]],
    ["its end", ["finish", "stop", null, null]],
  ])("that starts with %s has the role before it", (_, first) => {
    const [role, ...others] = chunksOf([first, ["text", "!", []]]);
    expect(role).toMatchObject(choice(ROLE));
    expect(JSON.stringify(others)).not.toContain('"role"');
  });

  test("that fails ends with the error, and without [DONE]", () => {
    const error = { code: "busy", message: "No.", extras: { family: "openai", members: {} } };
    expect(chunksOf([["fail", error, null, null]])).toEqual([
      { error: { message: "No.", type: "server_error", code: "busy", param: null } },
    ]);
  });
});

test("each piece is a delta", () => {
  const deltas = deltasOf([
    ["start", { model: null, created: null, extras: null }],
    ["reasoning", "Hm."],
    ["reasoningEnd", sealed, null],
    ["reasoningEnd", null, null],
    ["text", 'a "text"', []],
    ["textEscaped", 'a \\"text\\"'],
    ["citations", [{ type: "url_citation", url: "u" }]],
    ["refusal", "No."],
    ["call", 0, now],
    ["input", 0, "{}"],
    ["inputEnd", 0],
    ["call", 1, { id: null, tool: "custom", name: "patch", namespace: "crm" }],
    ["input", 1, "x"],
    ["input", 9, "of a call that never started"],
  ]);
  expect(deltas).toEqual([
    { reasoning_content: "Hm." },
    { reasoning_items: [{ type: "reasoning", id: "rs_1", encrypted_content: "sealed", summary: [] }] },
    { content: 'a "text"' },
    { content: 'a "text"' },
    { annotations: [{ type: "url_citation", url_citation: { url: "u" } }] },
    { refusal: "No." },
    { tool_calls: [{ index: 0, id: "a", type: "function", function: { name: "now", arguments: "" } }] },
    { tool_calls: [{ index: 0, function: { arguments: "{}" } }] },
    {
      tool_calls: [{ index: 1, id: "call_1", type: "custom", custom: { name: "patch", namespace: "crm", input: "" } }],
    },
    { tool_calls: [{ index: 1, custom: { input: "x" } }] },
    { tool_calls: [{ index: 9, function: { arguments: "of a call that never started" } }] },
  ]);
});

test("log probabilities are beside the delta of their text", () => {
  const token = { token: "Hi", logprob: -1, bytes: [72, 105], top_logprobs: [] };
  for (const usage of [true, false]) {
    const [, chunk] = chunksOf([["text", "Hi", [token]]], { usage });
    expect(chunk).toEqual({
      id: "chatcmpl-0",
      object: "chat.completion.chunk",
      created: 7,
      model: "m",
      choices: [
        { index: 0, delta: { content: "Hi" }, logprobs: { content: [token], refusal: null }, finish_reason: null },
      ],
      ...(usage ? { usage: null } : null),
    });
  }
});

test("for a client of functions, the first call is the function_call, and others are counted without it", () => {
  const custom = { ...now, tool: "custom" };
  const deltas = deltasOf(
    [
      ["call", 0, now],
      ["input", 0, "{}"],
      ["call", 1, now],
      ["input", 1, "[]"],
    ],
    { legacy: true },
  );
  expect(deltas).toEqual([
    { function_call: { name: "now", arguments: "" } },
    { function_call: { arguments: "{}" } },
    { tool_calls: [{ index: 0, id: "a", type: "function", function: { name: "now", arguments: "" } }] },
    { tool_calls: [{ index: 0, function: { arguments: "[]" } }] },
  ]);
  expect(
    deltasOf(
      [
        ["call", 0, custom],
        ["input", 0, "x"],
      ],
      { legacy: true },
    ),
  ).toEqual([{ function_call: { name: "now", input: "" } }, { function_call: { input: "x" } }]);
});
