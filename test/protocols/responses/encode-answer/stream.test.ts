import { describe, expect, test } from "vitest";
import { eventsOf, outputEvents } from "../../support/encoded-response.ts";
import type { Passed } from "../../support/recording-sink.ts";

const now = { id: "a", tool: "function", name: "now", namespace: null };
const END: Passed = ["finish", "stop", null, null];
const text = (given: string, more: object = {}) => ({
  type: "output_text",
  text: given,
  annotations: [],
  logprobs: [],
  ...more,
});
const types = (events: readonly { readonly type: string }[]) =>
  events.map(({ type }) => type.replace(/^response\./, ""));

describe("a response", () => {
  test("starts with its head and ends as a whole", () => {
    const usage = {
      input: 5,
      output: 2,
      total: 7,
      cached: 0,
      cacheWritten: { short: 0, long: 0 },
      reasoning: 0,
      extras: null,
    };
    const tier = (service_tier: string) => ({ family: "openai", members: { service_tier } });
    const passed: readonly Passed[] = [
      ["start", { model: "m-1", created: 9, extras: tier("auto") }],
      ["start", { model: "late", created: 1, extras: null }],
      ["text", "Hi", []],
      ["finish", "length", usage, tier("flex")],
    ];
    const events = eventsOf(passed, { fields: { user: "u" } });
    const started = {
      id: "resp_0",
      created_at: 9,
      model: "m-1",
      status: "in_progress",
      user: "u",
      error: null,
      incomplete_details: null,
      output: [],
      service_tier: "auto",
    };
    expect(events[0]).toMatchObject({ type: "response.created", response: started });
    expect(events[1]).toMatchObject({ type: "response.in_progress", response: started });
    expect(events.at(-1)).toMatchObject({
      type: "response.incomplete",
      response: {
        ...started,
        status: "incomplete",
        incomplete_details: { reason: "max_output_tokens" },
        output: [{ type: "message", status: "incomplete", content: [text("Hi")] }],
        usage: { input_tokens: 5, total_tokens: 7 },
        service_tier: "flex",
      },
    });
  });

  test.each<[string, Passed]>([
    ["text", ["text", "Hi", []]],
    ["text as it came", ["textEscaped", "Hi"]],
    ["a citation", ["citations", []]],
    ["a refusal", ["refusal", "No."]],
    ["reasoning", ["reasoning", "Hm."]],
    ["a call", ["call", 0, now]],
    ["its end", END],
  ])("that starts with %s has its head before it", (_, first) => {
    const events = eventsOf([first, ["text", "!", []]]);
    expect(types(events).slice(0, 2)).toEqual(["created", "in_progress"]);
    expect(events[0]).toMatchObject({ response: { created_at: 7, model: "m", service_tier: null } });
    expect(types(events).filter((type) => type === "created")).toHaveLength(1);
  });

  test("of nothing has an empty message, unless it was cut", () => {
    expect(types(outputEvents([]))).toEqual([
      "output_item.added",
      "content_part.added",
      "output_text.done",
      "content_part.done",
      "output_item.done",
    ]);
    const cut = eventsOf([["finish", "filter", null, null]]);
    expect(types(cut)).toEqual(["created", "in_progress", "incomplete"]);
    expect(cut[2]).toMatchObject({ response: { output: [], incomplete_details: { reason: "content_filter" } } });
  });
});

test("reasoning, event by event", () => {
  const place = { item_id: "rs_turnout1", output_index: 0, summary_index: 0 };
  const part = (given: string) => ({ type: "summary_text", text: given });
  const item = { id: "rs_turnout1", type: "reasoning" };
  expect(
    outputEvents([
      ["reasoning", "a"],
      ["reasoning", '"'],
      ["reasoningEnd", null, null],
      ["text", "c", []],
    ]).slice(0, 7),
  ).toEqual([
    { type: "response.output_item.added", output_index: 0, item: { ...item, summary: [] } },
    { type: "response.reasoning_summary_part.added", ...place, part: part("") },
    { type: "response.reasoning_summary_text.delta", ...place, delta: "a" },
    { type: "response.reasoning_summary_text.delta", ...place, delta: '"' },
    { type: "response.reasoning_summary_text.done", ...place, text: 'a"' },
    { type: "response.reasoning_summary_part.done", ...place, part: part('a"') },
    { type: "response.output_item.done", output_index: 0, item: { ...item, summary: [part('a"')] } },
  ]);
});

test("a message of text and a refusal, event by event", () => {
  const place = { item_id: "msg_1", output_index: 0 };
  const item = (status: string, ...content: readonly object[]) => ({
    id: "msg_1",
    type: "message",
    status,
    role: "assistant",
    content,
  });
  const refusal = (given: string) => ({ type: "refusal", refusal: given });
  expect(
    outputEvents([
      ["text", 'a"', []],
      ["refusal", "N"],
      ["refusal", "o"],
      ["text", "b", []],
    ]),
  ).toEqual([
    { type: "response.output_item.added", output_index: 0, item: item("in_progress") },
    { type: "response.content_part.added", ...place, content_index: 0, part: text("") },
    { type: "response.output_text.delta", ...place, content_index: 0, delta: 'a"', logprobs: [] },
    { type: "response.output_text.done", ...place, content_index: 0, text: 'a"', logprobs: [] },
    { type: "response.content_part.done", ...place, content_index: 0, part: text('a"') },
    { type: "response.content_part.added", ...place, content_index: 1, part: refusal("") },
    { type: "response.refusal.delta", ...place, content_index: 1, delta: "N" },
    { type: "response.refusal.delta", ...place, content_index: 1, delta: "o" },
    { type: "response.refusal.done", ...place, content_index: 1, refusal: "No" },
    { type: "response.content_part.done", ...place, content_index: 1, part: refusal("No") },
    { type: "response.content_part.added", ...place, content_index: 2, part: text("") },
    { type: "response.output_text.delta", ...place, content_index: 2, delta: "b", logprobs: [] },
    { type: "response.output_text.done", ...place, content_index: 2, text: "b", logprobs: [] },
    { type: "response.content_part.done", ...place, content_index: 2, part: text("b") },
    {
      type: "response.output_item.done",
      output_index: 0,
      item: item("completed", text('a"'), refusal("No"), text("b")),
    },
  ]);
});

describe("a call, event by event", () => {
  const place = { item_id: "fc_1", output_index: 0 };

  test("of a function", () => {
    const item = (status: string, args: string) => ({
      id: "fc_1",
      type: "function_call",
      status,
      call_id: "a",
      name: "now",
      arguments: args,
    });
    expect(
      outputEvents([
        ["call", 0, now],
        ["input", 0, '{"a":'],
        ["input", 0, ""],
        ["input", 0, "1}"],
        ["inputEnd", 0],
      ]),
    ).toEqual([
      { type: "response.output_item.added", output_index: 0, item: item("in_progress", "") },
      { type: "response.function_call_arguments.delta", ...place, delta: '{"a":' },
      { type: "response.function_call_arguments.delta", ...place, delta: "1}" },
      { type: "response.function_call_arguments.done", ...place, name: "now", arguments: '{"a":1}' },
      { type: "response.output_item.done", output_index: 0, item: item("completed", '{"a":1}') },
    ]);
    expect(outputEvents([["call", 0, now]]).slice(1)).toEqual([
      { type: "response.function_call_arguments.delta", ...place, delta: "{}" },
      { type: "response.function_call_arguments.done", ...place, name: "now", arguments: "{}" },
      { type: "response.output_item.done", output_index: 0, item: item("completed", "{}") },
    ]);
  });

  test("of a custom tool", () => {
    const tool = { id: null, tool: "custom", name: "patch", namespace: "crm" };
    const at = { item_id: "ctc_1", output_index: 0 };
    const item = (status: string, input: string) => ({
      id: "ctc_1",
      type: "custom_tool_call",
      status,
      call_id: "call_2",
      name: "patch",
      namespace: "crm",
      input,
    });
    expect(
      outputEvents([
        ["call", 0, tool],
        ["input", 0, "x"],
      ]),
    ).toEqual([
      { type: "response.output_item.added", output_index: 0, item: item("in_progress", "") },
      { type: "response.custom_tool_call_input.delta", ...at, delta: "x" },
      { type: "response.custom_tool_call_input.done", ...at, input: "x" },
      { type: "response.output_item.done", output_index: 0, item: item("completed", "x") },
    ]);
  });

  test("that was cut is incomplete, and gets no arguments", () => {
    const events = eventsOf([
      ["call", 0, now],
      ["finish", "length", null, null],
    ]);
    expect(types(events).slice(2)).toEqual([
      "output_item.added",
      "function_call_arguments.done",
      "output_item.done",
      "incomplete",
    ]);
    expect(events.at(-2)).toMatchObject({ item: { status: "incomplete", arguments: "" } });
  });

  test("whose input never started means nothing", () => {
    expect(
      outputEvents([
        ["input", 3, "x"],
        ["inputEnd", 3],
        ["text", "a", []],
      ]),
    ).toEqual(outputEvents([["text", "a", []]]));
  });
});
