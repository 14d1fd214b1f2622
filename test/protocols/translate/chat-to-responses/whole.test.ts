import type { ChatCompletion, ChatCompletionMessage } from "openai/resources/chat/completions";
import type { Response, ResponseOutputItem } from "openai/resources/responses/responses";
import { describe, expect, test } from "vitest";
import { messageOf, responseOf, textPart } from "../support/response.ts";
import { backOf } from "../support/translate-chat.ts";

/** The package's types have neither the reasoning that servers send nor a call's namespace. */
type Message = Omit<ChatCompletionMessage, "tool_calls"> & {
  reasoning_content?: string;
  reasoning_items?: object[];
  tool_calls?: object[];
};

function whole(response: object, fields = {}): unknown {
  return backOf(fields).whole({ ...response });
}

test("a response is a completion", () => {
  const usage = {
    input_tokens: 20,
    input_tokens_details: { cached_tokens: 5, cache_write_tokens: 1 },
    output_tokens: 30,
    output_tokens_details: { reasoning_tokens: 10 },
    total_tokens: 50,
  };
  const response = responseOf([messageOf([textPart("Hello")])], { usage, service_tier: "default" });
  expect(whole(response)).toEqual({
    id: "chatcmpl-new",
    object: "chat.completion",
    created: 1_750_000_000,
    model: "gpt-5-2025-08-07",
    choices: [
      {
        index: 0,
        message: { role: "assistant", content: "Hello", refusal: null },
        logprobs: null,
        finish_reason: "stop",
      },
    ],
    usage: {
      prompt_tokens: 20,
      completion_tokens: 30,
      total_tokens: 50,
      prompt_tokens_details: { cached_tokens: 5, cache_write_tokens: 1 },
      completion_tokens_details: { reasoning_tokens: 10 },
    },
    service_tier: "default",
  } satisfies ChatCompletion);
});

const call = { type: "function_call", id: "fc_1", call_id: "call_1", name: "weather", arguments: "{}" } as const;
const custom = { type: "custom_tool_call", id: "ctc_1", call_id: "call_2", name: "code", input: "x" } as const;
const toldCall = { id: "call_1", type: "function", function: { name: "weather", arguments: "{}" } } as const;
const toldCustom = { id: "call_2", type: "custom", custom: { name: "code", input: "x" } } as const;
const summary = [
  { type: "summary_text" as const, text: "First this." },
  { type: "summary_text" as const, text: "Then that." },
];
const place = { title: "Bern", url: "https://example.org" };

describe("output", () => {
  test.each<[string, ResponseOutputItem[], Omit<Message, "role">]>([
    ["nothing", [], { content: "", refusal: null }],
    ["parts of a message", [messageOf([textPart("a"), textPart("b")])], { content: "ab", refusal: null }],
    [
      "two messages",
      [messageOf([textPart("Let me see.")]), messageOf([textPart("Sunny.")], "msg_2")],
      { content: "Let me see.\n\nSunny.", refusal: null },
    ],
    ["a refusal", [messageOf([{ type: "refusal", refusal: "No." }])], { content: null, refusal: "No." }],
    ["parallel calls", [call, custom], { content: null, refusal: null, tool_calls: [toldCall, toldCustom] }],
    [
      "a call beside a text",
      [messageOf([textPart("Let me see.")]), call],
      { content: "Let me see.", refusal: null, tool_calls: [toldCall] },
    ],
    [
      "a call of a namespace",
      [{ ...call, namespace: "maps" }],
      {
        content: null,
        refusal: null,
        tool_calls: [{ ...toldCall, function: { ...toldCall.function, namespace: "maps" } }],
      },
    ],
    [
      "reasoning",
      [{ type: "reasoning", id: "rs_1", summary, encrypted_content: "AAAA" }, messageOf([textPart("Hi")])],
      {
        content: "Hi",
        refusal: null,
        reasoning_content: "First this.\n\nThen that.",
        reasoning_items: [{ type: "reasoning", id: "rs_1", encrypted_content: "AAAA", summary }],
      },
    ],
    [
      "open reasoning",
      [{ type: "reasoning", id: "rs_1", summary: [], content: [{ type: "reasoning_text", text: "Hm." }] }],
      { content: "", refusal: null, reasoning_content: "Hm." },
    ],
    [
      "sources, which move with their text",
      [
        messageOf([textPart("👍 So.")]),
        messageOf(
          [textPart("Bern.", { annotations: [{ type: "url_citation", start_index: 0, end_index: 4, ...place }] })],
          "msg_2",
        ),
      ],
      {
        content: "👍 So.\n\nBern.",
        refusal: null,
        annotations: [{ type: "url_citation", url_citation: { start_index: 7, end_index: 11, ...place } }],
      },
    ],
    [
      "what the upstream did itself",
      [
        { type: "web_search_call", id: "ws_1", status: "completed", action: { type: "search", query: "x" } },
        messageOf([textPart("Found.")]),
      ],
      { content: "Found.", refusal: null },
    ],
  ])("%s", (_, output, message) => {
    expect(whole(responseOf(output))).toMatchObject({ choices: [{ message: { role: "assistant", ...message } }] });
    expect(Object.keys(messageIn(whole(responseOf(output)))).sort()).toEqual(["role", ...Object.keys(message)].sort());
  });

  test("a function's call for a client of functions", () => {
    const fields = { functions: [{ name: "weather" }] };
    expect(whole(responseOf([call]), fields)).toMatchObject({
      choices: [
        {
          message: { content: null, function_call: { name: "weather", arguments: "{}" } },
          finish_reason: "function_call",
        },
      ],
    });
    expect(messageIn(whole(responseOf([call]), fields))).not.toHaveProperty("tool_calls");
  });
});

function messageIn(answer: unknown): object {
  const { choices } = answer as { choices: [{ message: object }] };
  return choices[0].message;
}

test("logprobs have bytes in each token, and alternatives if there were any", () => {
  const token = {
    token: "Hi",
    bytes: [72, 105],
    logprob: -0.1,
    top_logprobs: [{ token: "Ho", bytes: [72, 111], logprob: -2 }],
  };
  const bare = { token: "!", logprob: -0.2 };
  const response = responseOf([messageOf([{ ...textPart("Hi!"), logprobs: [token, bare as typeof token] }])]);
  expect(whole(response, { logprobs: true })).toMatchObject({
    choices: [{ logprobs: { content: [token, { ...bare, bytes: null, top_logprobs: [] }], refusal: null } }],
  });
});

test.each<[string, Partial<Response>, ResponseOutputItem[], ChatCompletion.Choice["finish_reason"]]>([
  ["completed", {}, [], "stop"],
  ["completed with a call", {}, [call], "tool_calls"],
  ["completed with a custom call", {}, [custom], "tool_calls"],
  ["cut", { status: "incomplete", incomplete_details: { reason: "max_output_tokens" } }, [], "length"],
  [
    "cut within a call",
    { status: "incomplete", incomplete_details: { reason: "max_output_tokens" } },
    [call],
    "length",
  ],
  ["filtered", { status: "incomplete", incomplete_details: { reason: "content_filter" } }, [], "content_filter"],
  ["incomplete and nobody knows why", { status: "incomplete" }, [], "length"],
])("finish reason: %s", (_, rest, output, reason) => {
  expect(whole(responseOf(output, rest))).toMatchObject({ choices: [{ finish_reason: reason }] });
});

test.each<[string, object, object]>([
  [
    "failed",
    { status: "failed", error: { code: "server_error", message: "Oops." } },
    { message: "Oops.", type: "server_error", code: "server_error", param: null },
  ],
  [
    "limited",
    { status: "failed", error: { code: "rate_limit_exceeded", message: "Slow down." } },
    { message: "Slow down.", type: "rate_limit_error", code: "rate_limit_exceeded", param: null },
  ],
  [
    "the client's fault",
    { status: "failed", error: { code: "invalid_prompt", message: "No.", detail: 1 } },
    { message: "No.", type: "invalid_request_error", code: "invalid_prompt", param: null, detail: 1 },
  ],
  [
    "failed without a word",
    { status: "failed", error: null },
    { message: "The upstream failed and did not say why.", type: "server_error", code: null, param: null },
  ],
  [
    "cancelled",
    { status: "cancelled" },
    { message: "The response was cancelled.", type: "server_error", code: "cancelled", param: null },
  ],
])("an error: %s", (_, rest, error) => {
  expect(whole({ ...responseOf([]), ...rest })).toEqual({ error });
});

test.each<[string, object]>([
  ["nothing", {}],
  ["another object", { object: "list", data: [] }],
  ["a response that goes on", { ...responseOf([]), status: "in_progress" }],
  ["a response that waits", { ...responseOf([]), status: "queued" }],
])("not an answer: %s", (_, response) => {
  expect(whole(response)).toBeNull();
});

test("a message's content may be plain text", () => {
  expect(whole({ output: [{ type: "message", content: "Hi" }] })).toMatchObject({
    choices: [{ message: { content: "Hi" } }],
  });
});

test("a server that sends little is understood", () => {
  expect(
    whole({
      output: [
        { type: "message", content: [{ type: "output_text", text: "Hi" }] },
        { type: "function_call", name: "f" },
      ],
    }),
  ).toEqual({
    id: "chatcmpl-new",
    object: "chat.completion",
    created: 1_700_000_000,
    model: "gpt-5",
    choices: [
      {
        index: 0,
        message: {
          role: "assistant",
          content: "Hi",
          refusal: null,
          tool_calls: [{ id: "call_new", type: "function", function: { name: "f", arguments: "" } }],
        },
        logprobs: null,
        finish_reason: "tool_calls",
      },
    ],
  });
});
