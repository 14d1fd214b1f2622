import { describe, expect, it } from "vitest";
import type { MockBackend } from "../../../runtime/contract/mock-backend.ts";
import { dispatch } from "../../support/dispatch.ts";
import { startMock } from "../../support/mock.ts";

const PATH = "/v1/chat/completions";
const says = (content: unknown) => [{ role: "user", content }];

function chat(body: Record<string, unknown>, options: Partial<MockBackend> = {}) {
  const { upstream, clock } = startMock(options);
  const recording = dispatch(upstream, PATH, { model: "m", ...body });
  clock.advance(60_000);
  return recording;
}

/** The first choice of a whole answer. */
function choiceOf(body: Record<string, unknown>, options: Partial<MockBackend> = {}) {
  const { choices } = chat(body, options).json as {
    choices: { message: Record<string, unknown>; finish_reason: string }[];
  };
  const [choice] = choices;
  if (choice === undefined) throw new Error("no choice");
  return choice;
}

describe("the mock's chat completions", () => {
  it("echo the last user message, whole", () => {
    const answer = chat({
      messages: [{ role: "user", content: "first" }, { role: "assistant", content: "x" }, ...says("hello big world")],
    });
    expect(answer.status).toBe(200);
    expect(answer.headers.get("x-request-id")).toBe("req_mock_1");
    expect(answer.headers.get("content-length")).toBe(String(Buffer.byteLength(answer.text)));
    expect(answer.json).toMatchObject({
      id: "chatcmpl-mock-1",
      object: "chat.completion",
      created: Date.UTC(2026, 0, 1) / 1000,
      model: "m",
      choices: [
        { index: 0, message: { role: "assistant", content: "hello big world", refusal: null }, finish_reason: "stop" },
      ],
      usage: { prompt_tokens: 5, completion_tokens: 3, total_tokens: 8 },
    });
  });

  it("join the text of content parts and ignore images", () => {
    const parts = [
      { type: "text", text: "what is " },
      { type: "image_url", image_url: { url: "data:," } },
      { type: "text", text: "this?" },
    ];
    expect(choiceOf({ messages: says(parts) }).message.content).toBe("what is this?");
  });

  it("use the config's reply instead", () => {
    expect(choiceOf({ messages: says("hi") }, { reply: "fixed" }).message.content).toBe("fixed");
  });

  it("stream a role chunk, a chunk a word, a finish and [DONE]", () => {
    const answer = chat({ messages: says("hello big  world"), stream: true });
    expect(answer.headers.get("content-type")).toContain("text/event-stream");
    expect(
      answer.events.map((event) => (event.choices as { delta: object; finish_reason: unknown }[])[0]),
    ).toMatchObject([
      { delta: { role: "assistant", content: "" }, finish_reason: null },
      { delta: { content: "hello" }, finish_reason: null },
      { delta: { content: " big" }, finish_reason: null },
      { delta: { content: "  world" }, finish_reason: null },
      { delta: {}, finish_reason: "stop" },
    ]);
    expect(answer.events.every((event) => !("usage" in event))).toBe(true);
    expect(answer.text.endsWith("data: [DONE]\n\n")).toBe(true);
  });

  it("add a usage chunk without choices when asked", () => {
    const { events } = chat({ messages: says("a b"), stream: true, stream_options: { include_usage: true } });
    expect(events.at(-1)).toMatchObject({ choices: [], usage: { prompt_tokens: 2, completion_tokens: 2 } });
    expect(events.slice(0, -1).every((event) => event.usage === null)).toBe(true);
  });

  it("return n choices, streamed or not", () => {
    const whole = chat({ messages: says("a b"), n: 3 }).json as { choices: { index: number }[]; usage: object };
    expect(whole.choices.map((choice) => choice.index)).toEqual([0, 1, 2]);
    expect(whole.usage).toMatchObject({ completion_tokens: 6 });
    const { events } = chat({ messages: says("a"), n: 2, stream: true });
    expect(events.map((event) => (event.choices as { index: number }[])[0]?.index)).toEqual([0, 1, 0, 1, 0, 1]);
  });

  it.each([0, 129, 1e9])("reject %d choices, as OpenAI does: a mock that created them would run out of memory", (n) => {
    const answer = chat({ messages: says("a"), n });
    expect(answer.status).toBe(400);
    expect(answer.json).toMatchObject({ error: { type: "invalid_request_error", param: "n" } });
    expect(answer.text).toContain("1 to 128");
  });

  it("are no longer than a model's: an echo of millions of words would block everything else", () => {
    const messages = says("a ".repeat(20_000));
    const cut = { message: { content: "a ".repeat(16_384).trimEnd() }, finish_reason: "length" };
    expect(choiceOf({ messages })).toMatchObject(cut);
    expect(choiceOf({ messages, max_tokens: 1e9 })).toMatchObject(cut);
  });

  it("stop after max_completion_tokens words, and before a stop sequence", () => {
    const messages = says("one two three");
    expect(choiceOf({ messages, max_completion_tokens: 2 })).toMatchObject({
      message: { content: "one two" },
      finish_reason: "length",
    });
    expect(choiceOf({ messages, max_tokens: 3 })).toMatchObject({
      message: { content: "one two three" },
      finish_reason: "stop",
    });
    expect(choiceOf({ messages, stop: ["three", "two"] })).toMatchObject({
      message: { content: "one " },
      finish_reason: "stop",
    });
  });

  it("give logprobs when asked, whose tokens join to the text", () => {
    const { logprobs } = choiceOf({ messages: says("a bé"), logprobs: true, top_logprobs: 1 }) as unknown as {
      logprobs: { content: { token: string; bytes: number[]; top_logprobs: object[] }[] };
    };
    expect(logprobs.content.map((entry) => entry.token)).toEqual(["a", " bé"]);
    expect(Buffer.from(logprobs.content[1]?.bytes ?? []).toString()).toBe(" bé");
    expect(logprobs.content[0]?.top_logprobs).toHaveLength(1);
  });

  it("count reasoning by effort", () => {
    const { usage } = chat({ messages: says("a"), reasoning_effort: "high" }).json;
    expect(usage).toMatchObject({ completion_tokens: 33, completion_tokens_details: { reasoning_tokens: 32 } });
  });

  it("answer in JSON when asked", () => {
    const echo = choiceOf({ messages: says("hi"), response_format: { type: "json_object" } }).message.content;
    expect(JSON.parse(String(echo))).toEqual({ echo: "hi" });
  });
});

describe("the mock's tools", () => {
  const parameters = {
    type: "object",
    properties: { city: { type: "string" }, days: { type: "integer", minimum: 2 } },
    required: ["city", "days"],
  };
  const tools = [
    { type: "function", function: { name: "weather", parameters } },
    { type: "function", function: { name: "news" } },
  ];

  it("are called in order of offer, with arguments that fit", () => {
    const choice = choiceOf({ messages: says("hi"), tools });
    expect(choice).toMatchObject({
      finish_reason: "tool_calls",
      message: {
        content: null,
        tool_calls: [{ type: "function", function: { name: "weather", arguments: '{"city":"text","days":2}' } }],
      },
    });
  });

  it("are called by the name in tool_choice", () => {
    const choice = choiceOf({
      messages: says("hi"),
      tools,
      tool_choice: { type: "function", function: { name: "news" } },
    });
    expect(choice.message.tool_calls).toMatchObject([{ function: { name: "news", arguments: "{}" } }]);
  });

  it("are not called for tool_choice none, nor once a result is there", () => {
    expect(choiceOf({ messages: says("hi"), tools, tool_choice: "none" }).message.content).toBe("hi");
    const messages = [
      ...says("hi"),
      { role: "assistant", tool_calls: [] },
      { role: "tool", tool_call_id: "x", content: "sunny" },
    ];
    expect(choiceOf({ messages, tools })).toMatchObject({ message: { content: "sunny" }, finish_reason: "stop" });
  });

  it("stream as a name first and then arguments in pieces", () => {
    const { events } = chat({ messages: says("hi"), tools, stream: true });
    const calls = events.flatMap((event) => {
      const [choice] = event.choices as {
        delta: { tool_calls?: { index: number; id?: string; function: Record<string, string> }[] };
      }[];
      return choice?.delta.tool_calls ?? [];
    });
    expect(calls[0]).toMatchObject({ index: 0, id: "call_mock_1", function: { name: "weather", arguments: "" } });
    expect(calls.length).toBeGreaterThan(2);
    expect(calls.map((call) => call.function.arguments).join("")).toBe('{"city":"text","days":2}');
    expect(events.at(-1)).toMatchObject({ choices: [{ delta: {}, finish_reason: "tool_calls" }] });
  });

  it("may be custom ones, which take text", () => {
    const choice = choiceOf({ messages: says("hi"), tools: [{ type: "custom", custom: { name: "shell" } }] });
    expect(choice.message.tool_calls).toMatchObject([{ type: "custom", custom: { name: "shell", input: "text" } }]);
  });
});

describe("the mock rejects", () => {
  const refused = (path: string, body: unknown) => {
    const { upstream, clock } = startMock();
    const recording = dispatch(upstream, path, body);
    clock.advance(0);
    return { status: recording.status, error: recording.json.error };
  };

  it.each([
    [
      "an unknown path",
      "/v1/nowhere",
      {},
      404,
      { type: "invalid_request_error", message: "Invalid URL (POST /v1/nowhere)" },
    ],
    ["a body that is no JSON", PATH, "{", 400, { type: "invalid_request_error", param: null }],
    ["a missing model", PATH, { messages: says("x") }, 400, { param: "model", code: "missing_required_parameter" }],
    ["missing messages", PATH, { model: "m" }, 400, { param: "messages", code: "missing_required_parameter" }],
    ["messages that are none", PATH, { model: "m", messages: "hi" }, 400, { param: "messages" }],
    ["a missing input", "/v1/embeddings", { model: "m" }, 400, { param: "input" }],
    [
      "dimensions that are none",
      "/v1/embeddings",
      { model: "m", input: "a", dimensions: 0 },
      400,
      { param: "dimensions" },
    ],
  ])("%s", (_name, path, body, status, error) => {
    expect(refused(path, body)).toMatchObject({ status, error });
  });
});
