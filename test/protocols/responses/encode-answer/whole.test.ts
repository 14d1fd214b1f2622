import { describe, expect, test } from "vitest";
import { CALLS, NOW_CALL, START, TOKEN, usageOf } from "../../support/answer.ts";
import { outputOf, wholeOf } from "../../support/encoded-response.ts";
import type { Passed } from "../../support/recording-sink.ts";

const usage = usageOf({ short: 2, long: 3 });
const text = (given: string, more: object = {}) => ({
  type: "output_text",
  text: given,
  annotations: [],
  logprobs: [],
  ...more,
});
const message = (id: string, ...content: readonly object[]) => ({
  id,
  type: "message",
  status: "completed",
  role: "assistant",
  content,
});
const call = (id: string, more: object = {}) => ({
  id,
  type: "function_call",
  status: "completed",
  call_id: "a",
  name: "now",
  arguments: "{}",
  ...more,
});

test("an answer with everything", () => {
  const answer = wholeOf([
    ...START,
    ["reasoning", "H"],
    ["reasoning", "m."],
    ["reasoningEnd", null, null],
    ["text", "H", []],
    ["text", 'i"', []],
    ["refusal", "No"],
    ["refusal", "."],
    ...CALLS,
    ["finish", "calls", usage, { family: "openai", members: { service_tier: "flex" } }],
  ]);
  expect(answer).toMatchObject({
    id: "resp_0",
    object: "response",
    created_at: 9,
    model: "m-1",
    status: "completed",
    error: null,
    incomplete_details: null,
    service_tier: "flex",
    usage: {
      input_tokens: 5,
      input_tokens_details: { cached_tokens: 1, cache_write_tokens: 5 },
      output_tokens: 2,
      output_tokens_details: { reasoning_tokens: 1 },
      total_tokens: 7,
    },
  });
  expect(answer?.output).toEqual([
    { id: "rs_turnout1", type: "reasoning", summary: [{ type: "summary_text", text: "Hm." }] },
    message("msg_2", text('Hi"'), { type: "refusal", refusal: "No." }),
    call("fc_3"),
    {
      id: "ctc_4",
      type: "custom_tool_call",
      status: "completed",
      call_id: "call_5",
      name: "patch",
      namespace: "crm",
      input: "x",
    },
  ]);
});

test("an answer that does not end is none", () => {
  expect(wholeOf([["text", "Hi", []]])).toBeNull();
});

test("an answer of nothing has an empty message, unless it was cut", () => {
  expect(outputOf([])).toEqual([message("msg_1", text(""))]);
  expect(wholeOf([["finish", "length", null, null]])).toMatchObject({ output: [], service_tier: null });
});

test("an answer without a head has what the request knows", () => {
  expect(wholeOf([["finish", "stop", null, null]])).toMatchObject({ created_at: 7, model: "m" });
  const head = { model: null, created: null, extras: null };
  expect(
    wholeOf([
      ["start", head],
      ["finish", "stop", null, null],
    ]),
  ).toMatchObject({ created_at: 7, model: "m" });
});

test.each([
  ["length", "incomplete", "max_output_tokens"],
  ["filter", "incomplete", "content_filter"],
  ["stop", "completed", null],
  ["calls", "completed", null],
  ["refusal", "completed", null],
  ["pause", "completed", null],
])("an answer that ended with %s is %s", (finish, status, reason) => {
  const details = reason === null ? null : { reason };
  const output = [message("msg_1", text("a")), { ...call("fc_2", { arguments: "" }), status }];
  if (status === "completed") output[1] = call("fc_2");
  const passed: readonly Passed[] = [
    ["text", "a", []],
    ["call", 0, NOW_CALL],
    ["finish", finish, null, null],
  ];
  expect(wholeOf(passed)).toMatchObject({ status, incomplete_details: details, output });
});

describe("items", () => {
  test("begin anew behind another one", () => {
    const passed: readonly Passed[] = [
      ["text", "a", []],
      ["reasoning", "b"],
      ["reasoning", "c"],
      ["reasoningEnd", null, null],
      ["reasoning", "d"],
      ["text", "e", []],
      ["reasoningEnd", null, null],
      ["text", "f", []],
      ["refusal", "g"],
      ["text", "h", []],
    ];
    const reasoning = (id: string, given: string) => ({
      id,
      type: "reasoning",
      summary: [{ type: "summary_text", text: given }],
    });
    expect(outputOf(passed)).toEqual([
      message("msg_1", text("a")),
      reasoning("rs_turnout2", "bc"),
      reasoning("rs_turnout3", "d"),
      message("msg_4", text("ef"), { type: "refusal", refusal: "g" }, text("h")),
    ]);
  });

  test("of a custom tool without input stay so", () => {
    const custom = { ...NOW_CALL, tool: "custom" };
    expect(outputOf([["call", 0, custom]])).toMatchObject([{ type: "custom_tool_call", input: "" }]);
  });
});

describe("what belongs to a text", () => {
  const cited = { type: "url_citation", url: "u" };
  const written = { ...cited, title: "", start_index: 0, end_index: 0 };
  const file = { type: "file_citation", index: 3 };
  const logprob = { ...TOKEN, bytes: [], top_logprobs: [] };

  test("stands in it, wherever it came", () => {
    const before = outputOf([
      ["text", "", [TOKEN]],
      ["citations", [cited]],
      ["reasoning", "Hm"],
      ["text", "a", []],
      ["text", "", [TOKEN]],
      ["citations", [file]],
      ["text", "b", [TOKEN]],
    ]);
    expect(before).toMatchObject([
      { type: "reasoning" },
      message("msg_2", text("ab", { annotations: [written, file], logprobs: [logprob, logprob, logprob] })),
    ]);
  });

  test("has what clients rely on", () => {
    const others = [{ token: "a", logprob: -2, bytes: null }, 7, { token: "b", logprob: -3, bytes: [98] }];
    const tokens = [{ token: "Hi", logprob: -1, bytes: [72, 105], top_logprobs: others }];
    expect(
      outputOf([
        ["text", "Hi", tokens],
        ["citations", [{ ...cited, title: "T", start_index: 1, end_index: 2 }]],
      ]),
    ).toEqual([
      message(
        "msg_1",
        text("Hi", {
          annotations: [{ ...cited, title: "T", start_index: 1, end_index: 2 }],
          logprobs: [
            {
              token: "Hi",
              logprob: -1,
              bytes: [72, 105],
              top_logprobs: [
                { token: "a", logprob: -2, bytes: [] },
                { token: "b", logprob: -3, bytes: [98] },
              ],
            },
          ],
        }),
      ),
    ]);
  });
});

describe("usage", () => {
  const usageOf = (more: object) => wholeOf([["finish", "stop", { ...usage, ...more }, null]])?.usage;

  test("is the upstream's sum, if it gives one", () => {
    expect(usageOf({ total: 9 })).toMatchObject({ total_tokens: 9 });
  });

  test("has the other counts of its own family, and of no other", () => {
    const extras = { inputDetails: { audio_tokens: 3 }, outputDetails: { image_tokens: 4 }, members: { cost: 5 } };
    const plain = usageOf({});
    expect(usageOf({ extras: { family: "openai", ...extras } })).toEqual({
      input_tokens: 5,
      input_tokens_details: { cached_tokens: 1, cache_write_tokens: 5, audio_tokens: 3 },
      output_tokens: 2,
      output_tokens_details: { reasoning_tokens: 1, image_tokens: 4 },
      total_tokens: 7,
      cost: 5,
    });
    expect(usageOf({ extras: { family: "google", ...extras } })).toEqual(plain);
  });
});

describe("an error", () => {
  const errorOf = (error: object) => wholeOf([["fail", { code: "c", message: "No.", ...error }, null, null]])?.error;

  test("has the upstream's members, within its family", () => {
    expect(errorOf({ extras: { family: "openai", members: { message: "No.", x: 1 } } })).toEqual({
      message: "No.",
      x: 1,
    });
    expect(errorOf({ extras: { family: "google", members: { x: 1 } } })).toEqual({ code: "c", message: "No." });
  });
});
