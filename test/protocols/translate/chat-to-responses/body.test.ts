import { describe, expect, test } from "vitest";
import { bodyOf, translate, translated } from "../support/translate-chat.ts";

describe("everything except the messages", () => {
  const schema = { type: "object", properties: { city: { type: "string" } } };
  test.each<[string, object, object]>([
    ["model", { model: "alias" }, { model: "gpt-5" }],
    ["max_completion_tokens", { max_completion_tokens: 90, max_tokens: 80 }, { max_output_tokens: 90 }],
    ["max_tokens", { max_tokens: 80 }, { max_output_tokens: 80 }],
    ["reasoning_effort", { reasoning_effort: "low" }, { reasoning: { effort: "low" } }],
    [
      "reasoning, which asks to see it",
      { reasoning: { effort: "low" }, reasoning_effort: "high" },
      { reasoning: { summary: "auto", effort: "high" } },
    ],
    [
      "reasoning with a summary of its own",
      { reasoning: { summary: "detailed" } },
      { reasoning: { summary: "detailed" } },
    ],
    ["include_reasoning", { include_reasoning: true }, { reasoning: { summary: "auto" } }],
    ["verbosity", { verbosity: "low" }, { text: { verbosity: "low" } }],
    ["a format of text", { response_format: { type: "text" } }, { text: { format: { type: "text" } } }],
    ["JSON", { response_format: { type: "json_object" } }, { text: { format: { type: "json_object" } } }],
    [
      "a schema",
      {
        response_format: { type: "json_schema", json_schema: { name: "place", schema, strict: true } },
        verbosity: "low",
      },
      { text: { format: { type: "json_schema", name: "place", schema, strict: true }, verbosity: "low" } },
    ],
    [
      "a schema that is not strict",
      { response_format: { type: "json_schema", json_schema: { name: "place", description: "Where", schema } } },
      { text: { format: { type: "json_schema", name: "place", description: "Where", schema, strict: false } } },
    ],
    ["parallel_tool_calls", { parallel_tool_calls: false }, { parallel_tool_calls: false }],
    [
      "what both have",
      { temperature: 0, top_p: 0.5, metadata: { a: "b" }, service_tier: "flex", user: "u", safety_identifier: "s" },
      { temperature: 0, top_p: 0.5, metadata: { a: "b" }, service_tier: "flex", user: "u", safety_identifier: "s" },
    ],
    [
      "caches",
      { prompt_cache_key: "k", prompt_cache_retention: "24h" },
      { prompt_cache_key: "k", prompt_cache_retention: "24h" },
    ],
    ["what nobody knows", { novelty: { deep: [1] } }, { novelty: { deep: [1] } }],
    ["store", { store: true }, { store: true }],
    ["no store", {}, { store: false }],
    [
      "logprobs",
      { logprobs: true, top_logprobs: 3 },
      { include: ["reasoning.encrypted_content", "message.output_text.logprobs"], top_logprobs: 3 },
    ],
    ["no logprobs", { logprobs: false }, { include: ["reasoning.encrypted_content"] }],
    ["stream", { stream: true, stream_options: { include_usage: true } }, { stream: true }],
    [
      "obfuscation",
      { stream: true, stream_options: { include_usage: true, include_obfuscation: false } },
      { stream: true, stream_options: { include_obfuscation: false } },
    ],
  ])("%s", (_, fields, expected) => {
    const usual = { model: "gpt-5", input: [{ type: "message", role: "user", content: "Hi" }], store: false };
    const include = ["reasoning.encrypted_content"];
    expect(translated({ ...fields })).toMatchObject({ fields: { ...usual, include, ...expected }, warnings: [] });
    expect(Object.keys(bodyOf({ ...fields })).sort()).toEqual(
      [...new Set([...Object.keys({ ...usual, include, ...expected })])].sort(),
    );
  });
});

test.each<[string, object, readonly string[]]>([
  ["gpt-4o-mini", {}, []],
  ["openai/gpt-4.1", {}, []],
  ["gpt-5.1-chat-latest", {}, []],
  ["ft:gpt-4o:team", {}, []],
  ["gpt-4o", { reasoning_effort: "low" }, ["reasoning.encrypted_content"]],
  ["o3", {}, ["reasoning.encrypted_content"]],
  ["gpt-oss-120b", {}, ["reasoning.encrypted_content"]],
])("encrypted reasoning is requested from models that may reason: %s %j", (model, fields, include) => {
  expect(bodyOf({ ...fields }, model).include).toEqual(include);
});

test.each([
  ["stop", "END"],
  ["stop", ["END"]],
  ["seed", 0],
  ["frequency_penalty", 0.5],
  ["presence_penalty", -1],
  ["logit_bias", { 50256: -100 }],
  ["top_k", 40],
  ["prediction", { type: "content", content: "x" }],
  ["audio", { voice: "alloy", format: "mp3" }],
])("%s is left out with a warning: %j", (name, value) => {
  const { fields, warnings } = translated({ [name]: value });
  expect(fields).toEqual(bodyOf({}));
  expect(warnings).toEqual([`${name}: not a parameter of /responses, ignored`]);
});

test.each([
  ["stop", null],
  ["stop", []],
  ["seed", null],
  ["frequency_penalty", 0],
  ["presence_penalty", 0],
  ["logit_bias", {}],
  ["modalities", ["text"]],
  ["n", 1],
  ["n", null],
  ["logprobs", null],
  ["max_tokens", null],
  ["response_format", null],
  ["reasoning_effort", null],
  ["reasoning", null],
  ["verbosity", null],
  ["tools", null],
  ["tool_choice", null],
  ["functions", null],
  ["web_search_options", null],
  ["stream_options", { include_usage: true }],
])("%s has no effect as %j", (name, value) => {
  const { fields, warnings } = translated({ [name]: value });
  expect(fields).toEqual(bodyOf({}));
  expect(warnings).toEqual([]);
});

test.each([
  ["n", 2],
  ["modalities", ["text", "audio"]],
])("%s is rejected: %j", (param, value) => {
  const error = { status: 400, type: "invalid_request_error", code: "unsupported_parameter", param };
  expect(translate({ [param]: value })).toMatchObject({ kind: "refused", error });
});

test("the client's request is not changed", () => {
  const messages = [
    { role: "system", content: "Be brief." },
    { role: "user", content: [{ type: "text", text: "Hi" }] },
  ];
  const fields = { messages, tools: [{ type: "function", function: { name: "f" } }], stop: ["a"], max_tokens: 1 };
  const before = structuredClone(fields);
  translated(fields);
  expect(fields).toEqual(before);
});

test.each([
  ["max_tokens", { max_tokens: 1 }],
  ["max_completion_tokens", { max_completion_tokens: 15, max_tokens: 100 }],
])("%s below the minimum of /responses is raised", (name, given) => {
  const { fields, warnings } = translated(given);
  expect(fields.max_output_tokens).toBe(16);
  expect(warnings).toEqual([`${name}: /responses takes 16 or more, raised to that`]);
});

test.each([16, 0, -1, "9"])("a limit of %j is left to the upstream", (max_tokens) => {
  const { fields, warnings } = translated({ max_tokens });
  expect([fields.max_output_tokens, warnings]).toEqual([max_tokens, []]);
});

describe("JSON mode, which requires the input to mention JSON", () => {
  const response_format = { type: "json_object" };
  const user = { role: "user", content: "Hi" };
  const hint = { type: "message", role: "developer", content: "Answer in JSON." };
  const inputOf = (...messages: object[]) => bodyOf({ response_format, messages }).input as object[];

  test("a hint if only the instructions do", () => {
    const messages = [{ role: "system", content: "Give me Json." }, user];
    expect(inputOf(...messages)[0]).toEqual(hint);
    expect(bodyOf({ messages }).input).toHaveLength(1);
  });

  test.each([
    [
      "the input does",
      [
        { role: "system", content: "JSON" },
        { role: "user", content: "Hi, json" },
      ],
    ],
    [
      "a part of it does",
      [
        { role: "system", content: "JSON" },
        { role: "user", content: [{ type: "text", text: "json" }] },
      ],
    ],
    ["nothing does", [{ role: "system", content: "Be brief." }, user]],
  ])("no hint if %s", (_, messages) => {
    expect(inputOf(...messages)).not.toContainEqual(hint);
  });
});
