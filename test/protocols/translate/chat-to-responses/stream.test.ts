import type { ChatCompletionChunk } from "openai/resources/chat/completions";
import type { ResponseUsage } from "openai/resources/responses/responses";
import { describe, expect, test } from "vitest";
import { messageOf, responseOf, textPart } from "../support/response.ts";
import { eventsOf } from "../support/responses-stream.ts";
import { backOf, dataOf, streamOf } from "../support/translate-chat.ts";

const USAGE: ResponseUsage = {
  input_tokens: 1,
  input_tokens_details: { cached_tokens: 0, cache_write_tokens: 0 },
  output_tokens: 2,
  output_tokens_details: { reasoning_tokens: 0 },
  total_tokens: 3,
};
const head = {
  id: "chatcmpl-new",
  object: "chat.completion.chunk" as const,
  created: 1_750_000_000,
  model: "gpt-5-2025-08-07",
};

function chunk(delta: object, finish_reason: string | null = null, logprobs: object | null = null): object {
  return { ...head, choices: [{ index: 0, delta, logprobs, finish_reason }] };
}

/** Only what chat itself knows; a delta may say more. */
const ROLE: object = {
  ...head,
  choices: [
    { index: 0, delta: { role: "assistant", content: "", refusal: null }, logprobs: null, finish_reason: null },
  ],
} satisfies ChatCompletionChunk;

describe("chunks", () => {
  test("of a text", () => {
    const events = eventsOf(responseOf([messageOf([textPart("Hello you")])], { usage: USAGE }), [3]);
    expect(dataOf(streamOf(events))).toEqual([
      ROLE,
      chunk({ content: "Hell" }),
      chunk({ content: "o yo" }),
      chunk({ content: "u" }),
      chunk({}, "stop"),
      "[DONE]",
    ]);
  });

  test("with usage if requested", () => {
    const events = eventsOf(responseOf([messageOf([textPart("Hi")])], { usage: USAGE, service_tier: "default" }), [9]);
    const none = { usage: null };
    expect(dataOf(streamOf(events, { stream_options: { include_usage: true } }))).toEqual([
      { ...ROLE, ...none },
      { ...chunk({ content: "Hi" }), ...none },
      { ...chunk({}, "stop"), ...none, service_tier: "default" },
      {
        ...head,
        choices: [],
        usage: {
          prompt_tokens: 1,
          completion_tokens: 2,
          total_tokens: 3,
          prompt_tokens_details: { cached_tokens: 0, cache_write_tokens: 0 },
          completion_tokens_details: { reasoning_tokens: 0 },
        },
        service_tier: "default",
      } satisfies ChatCompletionChunk,
      "[DONE]",
    ]);
  });

  test("with usage for a client that wants no stream: the stream is combined", () => {
    const events = eventsOf(responseOf([], { usage: USAGE }), [9]);
    expect(dataOf(streamOf(events, { stream: false }))).toContainEqual(expect.objectContaining({ choices: [] }));
  });

  test("of parallel calls", () => {
    const output = [
      { type: "function_call" as const, id: "fc_1", call_id: "call_1", name: "weather", arguments: '{"a":1}' },
      { type: "custom_tool_call" as const, id: "ctc_1", call_id: "call_2", name: "code", input: "print" },
    ];
    expect(dataOf(streamOf(eventsOf(responseOf(output), [3])))).toEqual([
      ROLE,
      chunk({
        tool_calls: [{ index: 0, id: "call_1", type: "function", function: { name: "weather", arguments: "" } }],
      }),
      chunk({ tool_calls: [{ index: 0, function: { arguments: '{"a"' } }] }),
      chunk({ tool_calls: [{ index: 0, function: { arguments: ":1}" } }] }),
      chunk({ tool_calls: [{ index: 1, id: "call_2", type: "custom", custom: { name: "code", input: "" } }] }),
      chunk({ tool_calls: [{ index: 1, custom: { input: "prin" } }] }),
      chunk({ tool_calls: [{ index: 1, custom: { input: "t" } }] }),
      chunk({}, "tool_calls"),
      "[DONE]",
    ]);
  });

  test("of a function's call for a client of functions", () => {
    const call = { type: "function_call" as const, id: "fc_1", call_id: "call_1", name: "weather", arguments: "{}" };
    expect(dataOf(streamOf(eventsOf(responseOf([call]), [9]), { functions: [{ name: "weather" }] }))).toEqual([
      ROLE,
      chunk({ function_call: { name: "weather", arguments: "" } }),
      chunk({ function_call: { arguments: "{}" } }),
      chunk({}, "function_call"),
      "[DONE]",
    ]);
  });

  test("of reasoning and a refusal", () => {
    const summary = [
      { type: "summary_text" as const, text: "One." },
      { type: "summary_text" as const, text: "Two." },
    ];
    const output = [
      { type: "reasoning" as const, id: "rs_1", summary, encrypted_content: "AAAA" },
      messageOf([{ type: "refusal", refusal: "No." }]),
    ];
    expect(dataOf(streamOf(eventsOf(responseOf(output), [9])))).toEqual([
      ROLE,
      chunk({ reasoning_content: "One." }),
      chunk({ reasoning_content: "\n\nTwo." }),
      chunk({ reasoning_items: [{ type: "reasoning", id: "rs_1", encrypted_content: "AAAA", summary }] }),
      chunk({ refusal: "No." }),
      chunk({}, "stop"),
      "[DONE]",
    ]);
  });

  test("of a source and of logprobs", () => {
    const place = { start_index: 0, end_index: 2, title: "T", url: "https://example.org" };
    const token = { token: "Hi", bytes: [72, 105], logprob: -1, top_logprobs: [] };
    const part = textPart("Hi", { annotations: [{ type: "url_citation", ...place }], logprobs: [token] });
    expect(dataOf(streamOf(eventsOf(responseOf([messageOf([part])]), [9])))).toEqual([
      ROLE,
      chunk({ content: "Hi" }, null, { content: [token], refusal: null }),
      chunk({ annotations: [{ type: "url_citation", url_citation: place }] }),
      chunk({}, "stop"),
      "[DONE]",
    ]);
  });
});

const delta = { type: "response.output_text.delta", item_id: "msg_1", output_index: 0, content_index: 0, delta: "Hi" };
const created = { type: "response.created", response: responseOf([], { status: "in_progress" }) };

test.each<[string, object, object]>([
  [
    "an error event",
    { type: "error", code: "rate_limit_exceeded", message: "Slow down.", param: null, sequence_number: 3 },
    { message: "Slow down.", type: "rate_limit_error", code: "rate_limit_exceeded", param: null },
  ],
  [
    "an error event with its error inside",
    {
      type: "error",
      error: { type: "tokens", code: "rate_limit_exceeded", message: "Slow down.", param: "input", x: 1 },
    },
    { message: "Slow down.", type: "tokens", code: "rate_limit_exceeded", param: "input", x: 1 },
  ],
  [
    "a bare error",
    { error: { message: "Gone." } },
    { message: "Gone.", type: "server_error", code: null, param: null },
  ],
  [
    "a failure",
    {
      type: "response.failed",
      response: responseOf([], { status: "failed", error: { code: "server_error", message: "Oops." } }),
    },
    { message: "Oops.", type: "server_error", code: "server_error", param: null },
  ],
  [
    "a cancellation",
    { type: "response.cancelled" },
    { message: "The response was cancelled.", type: "server_error", code: "cancelled", param: null },
  ],
])("%s ends the stream as in chat, and nothing follows", (_, event, error) => {
  const told = dataOf(streamOf([created, delta, event, delta, { type: "response.completed" }]));
  expect(told).toEqual([ROLE, chunk({ content: "Hi" }), { error }]);
});

test("an error is recognised by the event's name too", () => {
  expect(dataOf(backOf({ stream: true }).event({ message: "Gone." }, "error"))).toEqual([
    { error: { message: "Gone.", type: "server_error", code: null, param: null } },
  ]);
});

test("a stream that is cut has no end", () => {
  const stream = streamOf([created, delta]);
  expect(stream).not.toContain("[DONE]");
  expect(dataOf(stream)).toEqual([ROLE, chunk({ content: "Hi" })]);
});

test.each([
  ["ping", { type: "ping" }],
  ["keepalive", { type: "keepalive", sequence_number: 4 }],
  ["a search", { type: "response.web_search_call.searching", output_index: 0, item_id: "ws_1" }],
  ["what nobody knows", { type: "response.novelty", delta: "x" }],
  ["nothing", {}],
])("%s has no effect", (_, event) => {
  const back = backOf({ stream: true });
  back.event(created, null);
  expect(back.event(event, null)).toBe("");
});

test("a call's input waits for its name", () => {
  const place = { item_id: "fc_1", output_index: 0 };
  const back = backOf({ stream: true });
  back.event(created, null);
  expect(back.event({ type: "response.function_call_arguments.delta", ...place, delta: "{" }, null)).toBe("");
  const item = { type: "function_call", id: "fc_1", call_id: "call_1", name: "f", arguments: "{}" };
  expect(dataOf(back.event({ type: "response.output_item.done", output_index: 0, item }, null))).toEqual([
    chunk({ tool_calls: [{ index: 0, id: "call_1", type: "function", function: { name: "f", arguments: "" } }] }),
    chunk({ tool_calls: [{ index: 0, function: { arguments: "{" } }] }),
    chunk({ tool_calls: [{ index: 0, function: { arguments: "}" } }] }),
  ]);
});

test("for a client of functions, calls after the first are tool calls, counted from 0", () => {
  const calls = ["a", "b"].map((name) => ({
    type: "function_call" as const,
    id: `fc_${name}`,
    call_id: `call_${name}`,
    name,
    arguments: "{}",
  }));
  expect(dataOf(streamOf(eventsOf(responseOf(calls), [9]), { functions: [{ name: "a" }] }))).toEqual([
    ROLE,
    chunk({ function_call: { name: "a", arguments: "" } }),
    chunk({ function_call: { arguments: "{}" } }),
    chunk({ tool_calls: [{ index: 0, id: "call_b", type: "function", function: { name: "b", arguments: "" } }] }),
    chunk({ tool_calls: [{ index: 0, function: { arguments: "{}" } }] }),
    chunk({}, "function_call"),
    "[DONE]",
  ]);
});

test("items with the same number are distinguished by which are complete", () => {
  const place = { output_index: 0, content_index: 0 };
  const say = (text: string) => [
    { type: "response.output_text.delta", ...place, delta: text },
    { type: "response.output_text.done", ...place, text },
    { type: "response.output_item.done", output_index: 0, item: { type: "message", content: [textPart(text)] } },
  ];
  expect(dataOf(streamOf([created, ...say("One."), ...say("Two.")]))).toEqual([
    ROLE,
    chunk({ content: "One." }),
    chunk({ content: "\n\nTwo." }),
  ]);
});

test("an error keeps its message, however deep other members nest", () => {
  const deep: unknown = JSON.parse(`${"[".repeat(20_000)}${"]".repeat(20_000)}`);
  const [told] = dataOf(streamOf([{ type: "error", code: "server_error", message: "no", deep }]));
  expect(told).toMatchObject({ error: { code: "server_error", message: "no" } });
});
