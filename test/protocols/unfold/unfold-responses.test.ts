/** A complete response as the events of a stream. */
import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../runtime/protocols/json/json-object.ts";
import { unfoldResponses } from "../../../runtime/protocols/unfold/unfold-responses.ts";

interface Event {
  readonly name: string;
  readonly data: JsonObject;
}

function eventsOf(answer: JsonObject): readonly Event[] {
  const text = unfoldResponses({ answer, usage: false }) ?? "";
  return text
    .split("\n\n")
    .slice(0, -1)
    .map((event) => {
      const [name = "", data = ""] = event.split("\n");
      return { name: name.replace("event: ", ""), data: JSON.parse(data.replace("data: ", "")) as JsonObject };
    });
}

const whole = { id: "resp_1", object: "response", model: "m", status: "completed", error: null };

/** The events of one item, without their numbers. */
function ofItem(item: JsonObject): readonly JsonObject[] {
  const events = eventsOf({ ...whole, output: [item] });
  return events.slice(2, -1).map(({ data: { sequence_number: _, ...data } }) => data);
}

const short = (type: string, more: JsonObject = {}) => ({ type: `response.${type}`, ...more });
const place = { item_id: "x", output_index: 0 };
const added = (item: JsonObject) => short("output_item.added", { output_index: 0, item });
const done = (item: JsonObject) => short("output_item.done", { output_index: 0, item });

describe("a response", () => {
  test("begins empty, and ends as it is", () => {
    const answer = {
      ...whole,
      output: [],
      usage: { total_tokens: 3 },
      incomplete_details: { reason: "x" },
    };
    const { usage: _, ...rest } = answer;
    const response = { ...rest, status: "in_progress", incomplete_details: null };
    expect(eventsOf(answer)).toEqual(
      [
        { type: "response.created", response },
        { type: "response.in_progress", response },
        { type: "response.completed", response: answer },
      ].map((data, at) => ({ name: data.type, data: { ...data, sequence_number: at } })),
    );
  });

  test.each([
    ["completed", "response.completed"],
    ["incomplete", "response.incomplete"],
    ["cancelled", "response.cancelled"],
    [undefined, "response.completed"],
  ])("with the status %s ends with %s", (status, name) => {
    expect(eventsOf({ ...whole, status, output: [] }).at(-1)?.name).toBe(name);
  });

  test.each(["queued", "in_progress", null])("with the status %s has no stream", (status) => {
    expect(unfoldResponses({ answer: { ...whole, status, output: [] }, usage: false })).toBeNull();
  });

  test("that failed ends with its error, and has no items", () => {
    const error = { code: "server_error", message: "busy" };
    const events = eventsOf({ ...whole, status: "failed", error, output: [{ type: "message", id: "x" }] });
    expect(events.map(({ name }) => name)).toEqual([
      "response.created",
      "response.in_progress",
      "error",
      "response.failed",
    ]);
    expect(events[2]?.data).toMatchObject({ message: "busy" });
    expect(events[3]?.data).toMatchObject({ response: { id: "resp_1", status: "failed", error } });
  });

  test("numbers its items, without what is none", () => {
    const output = [{ type: "x", id: "a" }, null, { type: "x", id: "b" }];
    const indexes = eventsOf({ ...whole, output }).map(({ data }) => data.output_index);
    expect(indexes).toEqual([undefined, undefined, 0, 0, 1, 1, undefined]);
    expect(eventsOf({ ...whole, output: null })).toHaveLength(3);
  });
});

describe("an item", () => {
  test("that is a message has its parts, text by text", () => {
    const part = { type: "output_text", text: "Hi", annotations: [{ type: "a" }, { type: "b" }], logprobs: [1] };
    const refusal = { type: "refusal", refusal: "no" };
    const item = { type: "message", id: "x", role: "assistant", status: "completed", content: [part, null, refusal] };
    const [first, second] = [
      { ...place, content_index: 0 },
      { ...place, content_index: 1 },
    ];
    const empty = { type: "output_text", text: "", annotations: [], logprobs: [] };
    expect(ofItem(item)).toEqual([
      added({ ...item, status: "in_progress", content: [] }),
      short("content_part.added", { ...first, part: empty }),
      short("output_text.delta", { ...first, delta: "Hi", logprobs: [1] }),
      short("output_text.done", { ...first, text: "Hi", logprobs: [1] }),
      short("output_text.annotation.added", { ...first, annotation_index: 0, annotation: { type: "a" } }),
      short("output_text.annotation.added", { ...first, annotation_index: 1, annotation: { type: "b" } }),
      short("content_part.done", { ...first, part }),
      short("content_part.added", { ...second, part: { type: "refusal", refusal: "" } }),
      short("refusal.delta", { ...second, delta: "no" }),
      short("refusal.done", { ...second, refusal: "no" }),
      short("content_part.done", { ...second, part: refusal }),
      done(item),
    ]);
  });

  test("with an empty text has no piece of it", () => {
    const part = { type: "output_text", text: "" };
    const at = { ...place, content_index: 0 };
    expect(ofItem({ type: "message", id: "x", content: [part] }).slice(1, -1)).toEqual([
      short("content_part.added", { ...at, part: { ...part, annotations: [], logprobs: [] } }),
      short("output_text.done", { ...at, text: "", logprobs: [] }),
      short("content_part.done", { ...at, part }),
    ]);
  });

  test("that is reasoning has its summary, then its texts", () => {
    const summary = [{ type: "summary_text", text: "S" }];
    const content = [{ type: "reasoning_text", text: "T" }];
    const item = { type: "reasoning", id: "x", summary, content, encrypted_content: null };
    const [about, at] = [
      { ...place, summary_index: 0 },
      { ...place, content_index: 0 },
    ];
    expect(ofItem(item)).toEqual([
      added({ ...item, summary: [], content: [] }),
      short("reasoning_summary_part.added", { ...about, part: { type: "summary_text", text: "" } }),
      short("reasoning_summary_text.delta", { ...about, delta: "S" }),
      short("reasoning_summary_text.done", { ...about, text: "S" }),
      short("reasoning_summary_part.done", { ...about, part: summary[0] }),
      short("content_part.added", { ...at, part: { type: "reasoning_text", text: "" } }),
      short("reasoning_text.delta", { ...at, delta: "T" }),
      short("reasoning_text.done", { ...at, text: "T" }),
      short("content_part.done", { ...at, part: content[0] }),
      done(item),
    ]);
  });

  test("that is a call has its arguments", () => {
    const item = { type: "function_call", id: "x", call_id: "c", name: "f", arguments: "{}", status: "completed" };
    expect(ofItem(item)).toEqual([
      added({ ...item, arguments: "", status: "in_progress" }),
      short("function_call_arguments.delta", { ...place, delta: "{}" }),
      short("function_call_arguments.done", { ...place, name: "f", arguments: "{}" }),
      done(item),
    ]);
  });

  test("that is a call of a custom tool has its input", () => {
    const item = { type: "custom_tool_call", id: "x", call_id: "c", name: "f", input: "ls" };
    expect(ofItem(item)).toEqual([
      added({ ...item, input: "" }),
      short("custom_tool_call_input.delta", { ...place, delta: "ls" }),
      short("custom_tool_call_input.done", { ...place, input: "ls" }),
      done(item),
    ]);
  });

  test("of another type is opened and closed; what is null stays null", () => {
    const item = { type: "compaction", id: "x", encrypted_content: "gAAA", content: null, summary: [{ text: "S" }] };
    expect(ofItem(item)).toEqual([added({ ...item, summary: [] }), done(item)]);
  });
});
