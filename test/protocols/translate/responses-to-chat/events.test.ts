import type { ResponseOutputText, ResponseStreamEvent } from "openai/resources/responses/responses";
import { expect, test } from "vitest";
import { backOf, chatBackend, eventsOf, streamed } from "../support/translate-responses.ts";

function chunk(delta: object, finish_reason: string | null = null, more: object = {}): object {
  return { id: "c", created: 1_690_000_000, model: "qwen3-8b", choices: [{ index: 0, delta, finish_reason }], ...more };
}

const usage = { prompt_tokens: 5, completion_tokens: 2, total_tokens: 7 };
const role = chunk({ role: "assistant", content: "" });
const types = (events: readonly ResponseStreamEvent[]): readonly string[] =>
  events.map(({ type }) => type.replace(/^response\./, ""));

type Bared<E> = E extends unknown ? Omit<E, "response" | "sequence_number"> : never;
type Bare = Bared<ResponseStreamEvent>;

/** Without the response that it holds, and without its number. */
function bare(event: ResponseStreamEvent): object {
  return Object.fromEntries(Object.entries(event).filter(([key]) => key !== "response" && key !== "sequence_number"));
}

test("a text, event by event", () => {
  const events = streamed([
    role,
    chunk({ content: "Hel" }),
    chunk({ content: "lo" }),
    chunk({}, "stop"),
    { choices: [], usage },
  ]);
  const place = { item_id: "msg_1", output_index: 0, content_index: 0 };
  const whole: ResponseOutputText = { type: "output_text", text: "Hello", annotations: [], logprobs: [] };
  const expected: readonly Bare[] = [
    { type: "response.created" },
    { type: "response.in_progress" },
    {
      type: "response.output_item.added",
      output_index: 0,
      item: { id: "msg_1", type: "message", status: "in_progress", role: "assistant", content: [] },
    },
    { type: "response.content_part.added", ...place, part: { ...whole, text: "" } },
    { type: "response.output_text.delta", ...place, delta: "Hel", logprobs: [] },
    { type: "response.output_text.delta", ...place, delta: "lo", logprobs: [] },
    { type: "response.output_text.done", ...place, text: "Hello", logprobs: [] },
    { type: "response.content_part.done", ...place, part: whole },
    {
      type: "response.output_item.done",
      output_index: 0,
      item: { id: "msg_1", type: "message", status: "completed", role: "assistant", content: [whole] },
    },
    { type: "response.completed" },
  ];
  expect(events.map(bare)).toEqual(expected);
  expect(events.at(-1)).toMatchObject({
    response: { id: "resp_0", status: "completed", usage: { input_tokens: 5, output_tokens: 2, total_tokens: 7 } },
  });
});

test("reasoning, text and parallel calls, in the order of the API", () => {
  const call = (index: number, id: string, name: string) =>
    chunk({ tool_calls: [{ index, id, type: "function", function: { name, arguments: "" } }] });
  const given = (index: number, text: string) => chunk({ tool_calls: [{ index, function: { arguments: text } }] });
  const events = streamed([
    role,
    chunk({ reasoning_content: "Hm" }),
    chunk({ content: "Let me see." }),
    call(0, "call_a", "now"),
    call(1, "call_b", "weather"),
    given(1, "{}"),
    given(0, "{"),
    given(0, "}"),
    chunk({}, "tool_calls"),
  ]);
  expect(types(events)).toEqual([
    "created",
    "in_progress",
    "output_item.added",
    "reasoning_summary_part.added",
    "reasoning_summary_text.delta",
    "reasoning_summary_text.done",
    "reasoning_summary_part.done",
    "output_item.done",
    "output_item.added",
    "content_part.added",
    "output_text.delta",
    "output_text.done",
    "content_part.done",
    "output_item.done",
    "output_item.added",
    "function_call_arguments.delta",
    "function_call_arguments.delta",
    "function_call_arguments.done",
    "output_item.done",
    "output_item.added",
    "function_call_arguments.delta",
    "function_call_arguments.done",
    "output_item.done",
    "completed",
  ]);
  const done = events.filter(({ type }) => type === "response.function_call_arguments.done");
  expect(done.map(bare)).toEqual([
    { type: "response.function_call_arguments.done", item_id: "fc_3", output_index: 2, name: "now", arguments: "{}" },
    {
      type: "response.function_call_arguments.done",
      item_id: "fc_4",
      output_index: 3,
      name: "weather",
      arguments: "{}",
    },
  ]);
});

test("the input of a custom tool is unwrapped while it arrives", () => {
  const tools = [{ type: "custom", name: "patch" }];
  const given = (text: string) => chunk({ tool_calls: [{ index: 0, function: { arguments: text } }] });
  const head = chunk({ tool_calls: [{ index: 0, id: "call_a", function: { name: "patch", arguments: '{"in' } }] });
  const events = streamed(
    [head, given('put":"a\\'), given("n\\ud83d"), given('\\ude00b"'), given("}"), chunk({}, "tool_calls")],
    { tools },
  );
  expect(
    events.filter((event) => event.type === "response.custom_tool_call_input.delta").map(({ delta }) => delta),
  ).toEqual(["a", "\n", "😀b"]);
  expect(events.at(-2)).toMatchObject({
    type: "response.output_item.done",
    item: {
      type: "custom_tool_call",
      id: "ctc_1",
      call_id: "call_a",
      name: "patch",
      input: "a\n😀b",
      status: "completed",
    },
  });
});

test("a refusal", () => {
  const events = streamed([role, chunk({ refusal: "I " }), chunk({ refusal: "won't" }), chunk({}, "stop")]);
  expect(types(events).slice(2)).toEqual([
    "output_item.added",
    "content_part.added",
    "refusal.delta",
    "refusal.delta",
    "refusal.done",
    "content_part.done",
    "output_item.done",
    "completed",
  ]);
});

test("annotations and log probabilities stay with the text", () => {
  const note = {
    type: "url_citation",
    url_citation: { url: "https://a.example", title: "A", start_index: 0, end_index: 2 },
  };
  const logprobs = { content: [{ token: "Hi", logprob: -0.5, bytes: null, top_logprobs: [] }] };
  const events = streamed([
    { choices: [{ index: 0, delta: { content: "Hi", annotations: [note] }, logprobs }] },
    chunk({}, "stop"),
  ]);
  const token = { token: "Hi", logprob: -0.5, bytes: [], top_logprobs: [] };
  expect(events[4]).toMatchObject({ type: "response.output_text.delta", delta: "Hi", logprobs: [token] });
  const flat = { type: "url_citation", url: "https://a.example", title: "A", start_index: 0, end_index: 2 };
  expect(events[5]).toMatchObject({
    type: "response.output_text.annotation.added",
    annotation_index: 0,
    annotation: flat,
  });
  expect(events[7]).toMatchObject({ part: { text: "Hi", annotations: [flat], logprobs: [token] } });
});

test("the first chunk announces the response", () => {
  expect(types(eventsOf(backOf().event({ choices: [{ index: 0, delta: { role: "assistant" } }] }, null)))).toEqual([
    "created",
    "in_progress",
  ]);
  // Azure's first chunk is of no choice and no model.
  expect(backOf().event({ id: "", model: "", choices: [], prompt_filter_results: [] }, null)).toBe("");
});

test.each([
  ["length", "incomplete", { reason: "max_output_tokens" }],
  ["content_filter", "incomplete", { reason: "content_filter" }],
  ["tool_calls", "completed", null],
  ["eos", "completed", null],
])("%s ends as %s", (finish, status, incomplete_details) => {
  const events = streamed([chunk({ content: "A" }, finish)]);
  const item = { type: "message", status };
  expect(events.at(-2)).toMatchObject({ type: "response.output_item.done", item });
  expect(events.at(-1)).toMatchObject({
    type: `response.${status}`,
    response: { status, incomplete_details, output: [item] },
  });
});

test("a cut stream has no end, and an ended one sends nothing more", () => {
  const back = backOf();
  back.event({ choices: [{ index: 0, delta: { content: "A" }, finish_reason: "" }] }, null);
  expect(back.end()).toBe("");
  back.event({ choices: [{ index: 0, delta: {}, finish_reason: "stop" }] }, null);
  expect(back.end()).not.toBe("");
  expect([back.end(), back.event({ choices: [{ index: 0, delta: { content: "B" } }] }, null)]).toEqual(["", ""]);
});

test("usage may come in the last choice, in a chunk of its own, or among a server's own members", () => {
  const last = (chunks: readonly object[]) => streamed(chunks).at(-1);
  const told = { response: { usage: { input_tokens: 5 } } };
  expect(last([chunk({ content: "A" }, "stop", { usage })])).toMatchObject(told);
  expect(last([chunk({ content: "A" }, "stop", { x_groq: { usage } })])).toMatchObject(told);
  expect(last([{ choices: [{ delta: { content: "A" }, finish_reason: "stop", usage }] }])).toMatchObject(told);
});

test("custom tool calls at a backend that supports them", () => {
  const fields = { tools: [{ type: "custom", name: "patch" }] };
  const back = backOf(fields, chatBackend("openai"));
  const text = back.event(
    {
      choices: [
        { delta: { tool_calls: [{ index: 0, id: "a", type: "custom", custom: { name: "patch", input: "{" } }] } },
      ],
    },
    null,
  );
  expect(eventsOf(text).at(-1)).toMatchObject({ type: "response.custom_tool_call_input.delta", delta: "{" });
});

test("[DONE] alone is an end, but not of an empty stream", () => {
  const back = backOf({ stream: true });
  expect(back.end(true)).toBe("");
  const said = back.event({ choices: [{ index: 0, delta: { content: "A" } }] }, null);
  expect(back.end()).toBe("");
  const last = eventsOf(said + back.end(true)).at(-1);
  expect(last).toMatchObject({ type: "response.completed", response: { status: "completed" } });
});
