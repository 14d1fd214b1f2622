import { describe, expect, test } from "vitest";
import { CALLS, NOW_CALL, START, TOKEN, usageOf } from "../../support/answer.ts";
import { messageOf, wholeOf } from "../../support/encoded-chat.ts";
import type { Passed } from "../../support/recording-sink.ts";

const END: Passed = ["finish", "stop", null, null];
const sealed = { from: "responses", id: "rs_1", data: "sealed" };
const usage = usageOf({ short: 0, long: 0 });

test("an answer with everything", () => {
  const summary = [{ type: "summary_text", text: "Hm." }];
  const answer = wholeOf([
    ...START,
    ["reasoning", "H"],
    ["reasoning", "m."],
    ["reasoningEnd", sealed, { family: "openai", members: { summary } }],
    ["reasoningEnd", { ...sealed, id: null }, null],
    ["reasoningEnd", null, null],
    ["text", "H", [TOKEN]],
    ["textEscaped", 'i\\n\\"'],
    ["citations", [{ type: "url_citation", url: "u" }, { page: 7 }]],
    ["refusal", "No"],
    ["refusal", "."],
    ...CALLS,
    ["finish", "calls", usage, { family: "openai", members: { service_tier: "flex" } }],
  ]);
  expect(answer).toEqual({
    id: "chatcmpl-1",
    object: "chat.completion",
    created: 9,
    model: "m-1",
    choices: [
      {
        index: 0,
        message: {
          role: "assistant",
          content: 'Hi\n"',
          refusal: "No.",
          reasoning_content: "Hm.",
          reasoning_items: [
            { type: "reasoning", id: "rs_1", encrypted_content: "sealed", summary },
            { type: "reasoning", encrypted_content: "sealed", summary: [] },
          ],
          annotations: [{ type: "url_citation", url_citation: { url: "u" } }, { page: 7 }],
          tool_calls: [
            { id: "a", type: "function", function: { name: "now", arguments: "{}" } },
            { id: "call_0", type: "custom", custom: { name: "patch", namespace: "crm", input: "x" } },
          ],
        },
        logprobs: { content: [{ ...TOKEN, bytes: null, top_logprobs: [] }], refusal: null },
        finish_reason: "tool_calls",
      },
    ],
    usage: {
      prompt_tokens: 5,
      completion_tokens: 2,
      total_tokens: 7,
      prompt_tokens_details: { cached_tokens: 1 },
      completion_tokens_details: { reasoning_tokens: 1 },
    },
    service_tier: "flex",
  });
});

test("an answer of nothing", () => {
  expect(wholeOf([END])).toEqual({
    id: "chatcmpl-0",
    object: "chat.completion",
    created: 7,
    model: "m",
    choices: [
      {
        index: 0,
        message: { role: "assistant", content: "", refusal: null },
        logprobs: null,
        finish_reason: "stop",
      },
    ],
  });
  const head = { model: null, created: null, extras: null };
  expect(wholeOf([["start", head], END])).toMatchObject({ model: "m", created: 7 });
});

test("an answer that does not end is none", () => {
  expect(wholeOf([["text", "Hi", []]])).toBeNull();
});

describe("the content", () => {
  test.each([
    ["beside a call", [["call", 0, NOW_CALL]] as const, null],
    ["beside a refusal", [["refusal", "No."]] as const, null],
    ["beside reasoning", [["reasoning", "Hm."]] as const, ""],
  ])("that is missing %s", (_, passed, content) => {
    expect(messageOf(passed)).toMatchObject({ content });
  });
});

describe("for a client of functions", () => {
  const legacy = { legacy: true };

  test("the first call is the function_call", () => {
    expect(
      messageOf(
        [
          ["call", 0, NOW_CALL],
          ["input", 0, "{}"],
        ],
        legacy,
      ),
    ).toEqual({
      role: "assistant",
      content: null,
      refusal: null,
      function_call: { name: "now", arguments: "{}" },
    });
    const custom = { ...NOW_CALL, tool: "custom" };
    expect(
      messageOf(
        [
          ["call", 0, custom],
          ["call", 1, NOW_CALL],
        ],
        legacy,
      ),
    ).toMatchObject({
      function_call: { name: "now", input: "" },
      tool_calls: [{ id: "a", function: { name: "now", arguments: "" } }],
    });
    expect(messageOf([], legacy)).toEqual({ role: "assistant", content: "", refusal: null });
  });

  test.each([
    ["calls", "function_call", "tool_calls"],
    ["length", "length", "length"],
    ["filter", "content_filter", "content_filter"],
    ["refusal", "stop", "stop"],
    ["pause", "stop", "stop"],
  ])("an answer that ended with %s has the reason %s, for others %s", (finish, before, reason) => {
    const ended = (changes: object) => wholeOf([["finish", finish, null, null]], changes);
    expect(ended(legacy)).toMatchObject({ choices: [{ finish_reason: before }] });
    expect(ended({})).toMatchObject({ choices: [{ finish_reason: reason }] });
  });
});

describe("usage", () => {
  const usageOf = (more: object) => wholeOf([["finish", "stop", { ...usage, ...more }, null]])?.usage;

  test("is the upstream's sum, if it gives one", () => {
    expect(usageOf({ total: 9 })).toMatchObject({ total_tokens: 9 });
  });

  test("has what was written to a cache, of any lifetime", () => {
    const details = { cached_tokens: 1, cache_write_tokens: 7 };
    expect(usageOf({ cacheWritten: { short: 3, long: 4 } })).toMatchObject({ prompt_tokens_details: details });
  });

  test("has the other counts of its own family, and of no other", () => {
    const extras = { inputDetails: { audio_tokens: 3 }, outputDetails: { image_tokens: 4 }, members: { cost: 5 } };
    const plain = {
      prompt_tokens: 5,
      completion_tokens: 2,
      total_tokens: 7,
      prompt_tokens_details: { cached_tokens: 1 },
      completion_tokens_details: { reasoning_tokens: 1 },
    };
    expect(usageOf({ extras: { family: "openai", ...extras } })).toEqual({
      ...plain,
      prompt_tokens_details: { cached_tokens: 1, audio_tokens: 3 },
      completion_tokens_details: { reasoning_tokens: 1, image_tokens: 4 },
      cost: 5,
    });
    expect(usageOf({ extras: { family: "anthropic", ...extras } })).toEqual(plain);
  });
});

describe("an error", () => {
  const errorOf = (error: object, members: object = {}, family = "openai") =>
    wholeOf([["fail", { code: null, message: null, ...error, extras: { family, members } }, null, null]])?.error;

  test("without anything says at least that", () => {
    const message = "The upstream failed and did not say why.";
    expect(errorOf({})).toEqual({ message, type: "server_error", code: null, param: null });
  });

  test("keeps the upstream's words and members", () => {
    const members = { message: "raw", type: "overloaded", code: 7, param: "x", status: 503 };
    expect(errorOf({ code: "busy", message: "No." }, members)).toEqual({ ...members, message: "No." });
    expect(errorOf({ code: "busy", message: "No." }, members, "google")).toEqual({
      message: "No.",
      type: "server_error",
      code: "busy",
      param: null,
    });
  });

  test.each([
    ["rate_limit_exceeded", "rate_limit_error"],
    ["invalid_prompt", "invalid_request_error"],
    ["context_length_exceeded", "invalid_request_error"],
    ["image_too_large", "invalid_request_error"],
    ["server_error", "server_error"],
    ["not_invalid_x", "server_error"],
  ])("of the code %s is an %s", (code, type) => {
    expect(errorOf({ code })).toMatchObject({ type });
    expect(errorOf({ code }, { type: "error" })).toMatchObject({ type });
    expect(errorOf({ code }, { type: 7 })).toMatchObject({ type });
  });
});

test("log probabilities have bytes, and those of the other tokens too", () => {
  const others = [{ token: "a", logprob: -2 }, 7, { token: "b", logprob: -3, bytes: [98] }];
  const tokens = [{ token: "Hi", logprob: -1, bytes: [72, 105], top_logprobs: others }];
  expect(wholeOf([["text", "Hi", tokens], END])).toMatchObject({
    choices: [
      {
        logprobs: {
          content: [
            {
              token: "Hi",
              logprob: -1,
              bytes: [72, 105],
              top_logprobs: [
                { token: "a", logprob: -2, bytes: null },
                { token: "b", logprob: -3, bytes: [98] },
              ],
            },
          ],
          refusal: null,
        },
      },
    ],
  });
});
