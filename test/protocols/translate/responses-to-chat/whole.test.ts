import type { ChatCompletion } from "openai/resources/chat/completions";
import type { Response, ResponseOutputItem } from "openai/resources/responses/responses";
import { expect, test } from "vitest";
import { backOf } from "../support/translate-responses.ts";

type OnTheWire = Omit<Response, "output_text">;

const completion = {
  id: "chatcmpl-1",
  object: "chat.completion",
  created: 1_690_000_000,
  model: "qwen3-8b",
  service_tier: "default",
  choices: [
    {
      index: 0,
      message: {
        role: "assistant",
        content: "Hello",
        refusal: null,
        annotations: [
          {
            type: "url_citation",
            url_citation: { url: "https://a.example", title: "A", start_index: 0, end_index: 5 },
          },
        ],
      },
      logprobs: {
        content: [
          { token: "Hello", logprob: -0.5, bytes: null, top_logprobs: [{ token: "Hi", logprob: -1, bytes: [72] }] },
        ],
        refusal: null,
      },
      finish_reason: "stop",
    },
  ],
  usage: {
    prompt_tokens: 5,
    completion_tokens: 2,
    total_tokens: 7,
    prompt_tokens_details: { cached_tokens: 3, audio_tokens: 0 },
    completion_tokens_details: { reasoning_tokens: 1 },
  },
} satisfies ChatCompletion;

test("an answer has every member that the API's has", () => {
  const expected: OnTheWire = {
    id: "resp_0",
    object: "response",
    created_at: 1_690_000_000,
    status: "completed",
    background: false,
    error: null,
    incomplete_details: null,
    instructions: null,
    max_output_tokens: null,
    metadata: {},
    model: "qwen3-8b",
    output: [
      {
        id: "msg_1",
        type: "message",
        status: "completed",
        role: "assistant",
        content: [
          {
            type: "output_text",
            text: "Hello",
            annotations: [{ type: "url_citation", url: "https://a.example", title: "A", start_index: 0, end_index: 5 }],
            logprobs: [
              { token: "Hello", logprob: -0.5, bytes: [], top_logprobs: [{ token: "Hi", logprob: -1, bytes: [72] }] },
            ],
          },
        ],
      },
    ],
    parallel_tool_calls: true,
    previous_response_id: null,
    prompt_cache_key: null as never,
    reasoning: { effort: null, summary: null },
    safety_identifier: null as never,
    service_tier: "default",
    temperature: 1,
    text: { format: { type: "text" } },
    tool_choice: "auto",
    tools: [],
    top_logprobs: 0,
    top_p: 1,
    truncation: "disabled",
    usage: {
      input_tokens: 5,
      input_tokens_details: { cached_tokens: 3, cache_write_tokens: 0, ...{ audio_tokens: 0 } },
      output_tokens: 2,
      output_tokens_details: { reasoning_tokens: 1 },
      total_tokens: 7,
    },
  };
  expect(backOf().whole(completion)).toEqual({ ...expected, max_tool_calls: null, store: true });
});

test("the response repeats the client's request", () => {
  const said = {
    instructions: "Be kind.",
    max_output_tokens: 9,
    metadata: { a: "b" },
    parallel_tool_calls: false,
    prompt_cache_key: "k",
    reasoning: { effort: "low", summary: "auto" },
    store: false,
    temperature: 0,
    text: { format: { type: "json_object" }, verbosity: "low" },
    tool_choice: "none",
    tools: [{ type: "web_search" }],
    top_p: 0.5,
    truncation: "auto",
    user: "u",
  };
  expect(backOf(said).whole(completion)).toMatchObject(said);
});

function outputOf(message: object, finish_reason: string | null = "stop", fields: object = {}): unknown {
  return backOf({ ...fields }).whole({ choices: [{ index: 0, message, finish_reason }] })?.output;
}

const text: { type: "output_text"; annotations: []; logprobs: [] } = {
  type: "output_text",
  annotations: [],
  logprobs: [],
};
const call = (id: string, name: string, given: unknown) => ({
  id,
  type: "function",
  function: { name, arguments: given },
});

test.each<[string, object, readonly Partial<ResponseOutputItem>[]]>([
  [
    "reasoning, text and calls",
    {
      reasoning_content: "Hm",
      content: "A",
      tool_calls: [call("a", "now", "{}"), call("b", "patch", '{"input":"x"}')],
    },
    [
      { id: "rs_turnout1", type: "reasoning", summary: [{ type: "summary_text", text: "Hm" }] },
      { id: "msg_2", type: "message", role: "assistant", status: "completed", content: [{ ...text, text: "A" }] },
      { id: "fc_3", type: "function_call", status: "completed", call_id: "a", name: "now", arguments: "{}" },
      { id: "ctc_4", type: "custom_tool_call", status: "completed", call_id: "b", name: "patch", input: "x" },
    ] as readonly Partial<ResponseOutputItem>[],
  ],
  [
    "a refusal",
    { content: null, refusal: "No" },
    [
      {
        id: "msg_1",
        type: "message",
        role: "assistant",
        status: "completed",
        content: [{ type: "refusal", refusal: "No" }],
      },
    ],
  ],
  [
    "parts of Mistral's",
    {
      content: [
        { type: "thinking", thinking: [{ type: "text", text: "Hm" }] },
        { type: "text", text: "A" },
      ],
    },
    [
      { id: "rs_turnout1", type: "reasoning", summary: [{ type: "summary_text", text: "Hm" }] },
      { id: "msg_2", type: "message", role: "assistant", status: "completed", content: [{ ...text, text: "A" }] },
    ],
  ],
  [
    "the old way to call",
    { content: null, function_call: { name: "now", arguments: "" } },
    [{ id: "fc_1", type: "function_call", status: "completed", call_id: "call_2", name: "now", arguments: "{}" }],
  ],
  [
    "arguments as an object",
    { content: null, tool_calls: [call("a", "now", { a: 1 })] },
    [{ id: "fc_1", type: "function_call", status: "completed", call_id: "a", name: "now", arguments: '{"a":1}' }],
  ],
  [
    "nothing",
    { content: "" },
    [{ id: "msg_1", type: "message", role: "assistant", status: "completed", content: [{ ...text, text: "" }] }],
  ],
])("%s", (_, message, expected) => {
  expect(outputOf(message, "stop", { tools: [{ type: "custom", name: "patch" }] })).toEqual(expected);
});

test.each([
  ["reasoning", { reasoning: "Hm" }],
  ["both", { reasoning: "Hm", reasoning_details: [{ type: "reasoning.text", text: "Hm" }] }],
  [
    "details",
    {
      reasoning_details: [
        { type: "reasoning.summary", summary: "Hm" },
        { type: "reasoning.encrypted", data: "x" },
      ],
    },
  ],
])("reasoning sent as %s", (_, members) => {
  expect(outputOf({ content: null, ...members })).toMatchObject([{ type: "reasoning", summary: [{ text: "Hm" }] }]);
});

test.each([
  ['{"input":"x"}', "x"],
  ['{"input":"\\u00e9\\n"}', "é\n"],
  ['{ "why": 1, "input": "x" }', "x"],
  ['{"input":{"a":1}}', '{"a":1}'],
  ['{"input":"cut o', "cut o"],
  ["*** Begin Patch", "*** Begin Patch"],
  ['{"other":1}', '{"other":1}'],
  ["", ""],
])("%s is the input %j of a custom tool", (given, input) => {
  const tools = [{ type: "custom", name: "patch" }];
  expect(outputOf({ tool_calls: [call("a", "patch", given)] }, "stop", { tools })).toMatchObject([{ input }]);
});

test.each([
  ["length", "incomplete", { reason: "max_output_tokens" }],
  ["content_filter", "incomplete", { reason: "content_filter" }],
  ["function_call", "completed", null],
  [null, "completed", null],
])("%s ends as %s, and so does the last item", (finish_reason, status, incomplete_details) => {
  const message = { reasoning_content: "Hm", content: "A", tool_calls: [call("a", "now", "{")] };
  const whole = backOf().whole({ choices: [{ message, finish_reason }] });
  expect(whole).toMatchObject({ status, incomplete_details });
  expect(whole?.output).toMatchObject([{ type: "reasoning" }, { status: "completed" }, { status }]);
});

test("the first choice counts, and what the upstream leaves out is filled in", () => {
  const choices = [
    { index: 1, message: { content: "B" } },
    { index: 0, message: { content: "A" } },
  ];
  const whole = backOf().whole({ choices });
  expect(whole).toMatchObject({
    model: "qwen3",
    created_at: 1_700_000_000,
    output: [{ content: [{ text: "A" }] }],
  });
});

test("a citation has all members", () => {
  const annotations = [
    { type: "url_citation", url_citation: { url: "https://a.example" } },
    { type: "smell", smell: "rose" },
  ];
  const flat = { type: "url_citation", url: "https://a.example", title: "", start_index: 0, end_index: 0 };
  expect(outputOf({ content: "A", annotations })).toMatchObject([
    { content: [{ annotations: [flat, annotations[1]] }] },
  ]);
});

test("DeepSeek's cache hits are cached tokens", () => {
  const usage = {
    prompt_tokens: 5,
    completion_tokens: 1,
    prompt_cache_hit_tokens: 4,
    prompt_cache_miss_tokens: 1,
    cost: 0.1,
  };
  expect(backOf().whole({ ...completion, usage })?.usage).toEqual({
    input_tokens: 5,
    input_tokens_details: { cached_tokens: 4, cache_write_tokens: 0 },
    output_tokens: 1,
    output_tokens_details: { reasoning_tokens: 0 },
    total_tokens: 6,
    cost: 0.1,
  });
});

test.each([
  {},
  { choices: [] },
  { choices: [{}] },
  { choices: [{ message: {}, finish_reason: "error" }] },
  { choices: [{ message: {}, error: {} }] },
])("%j is not an answer", (answer) => {
  expect(backOf().whole(answer)).toBeNull();
});
