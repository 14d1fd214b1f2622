/** A complete answer as the chunks of a stream. */
import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../runtime/protocols/json/json-object.ts";
import type { Unfold } from "../../../runtime/protocols/unfold/unfold.ts";
import { unfoldChat } from "../../../runtime/protocols/unfold/unfold-chat.ts";
import { unfoldCompletions } from "../../../runtime/protocols/unfold/unfold-completions.ts";

const DONE = "data: [DONE]";

/** The data of the events, parsed but for the last. */
function chunksOf(unfold: Unfold, answer: JsonObject, usage = false): readonly JsonObject[] {
  const text = unfold({ answer, usage }) ?? "";
  expect(text.endsWith(`${DONE}\n\n`)).toBe(true);
  const events = text.split("\n\n").slice(0, -2);
  expect(events.every((event) => event.startsWith("data: {"))).toBe(true);
  return events.map((event) => JSON.parse(event.slice("data: ".length)) as JsonObject);
}

const choicesOf = (unfold: Unfold, answer: JsonObject) =>
  chunksOf(unfold, answer).flatMap(({ choices }) => choices as readonly unknown[]);

const head = { id: "c", created: 1, model: "m" };

describe("a chat completion", () => {
  const whole = (choice: JsonObject) => ({ ...head, object: "chat.completion", choices: [choice] });
  const usual = { logprobs: null, finish_reason: null };
  const at = (delta: JsonObject, more: JsonObject = {}) => ({ index: 0, delta, ...usual, ...more });

  test("begins with its role, then has its text and its end", () => {
    const message = { role: "assistant", content: "Hi", refusal: null, reasoning_content: "" };
    expect(choicesOf(unfoldChat, whole({ index: 0, message, finish_reason: "length" }))).toEqual([
      at({ role: "assistant", content: "" }),
      at({ content: "Hi" }),
      at({}, { finish_reason: "length" }),
    ]);
  });

  test("keeps what else its choice and its message have", () => {
    const message = { role: "tool", content: "Hi", annotations: [1] };
    const choice = { index: 0, message, logprobs: { content: [] }, mood: "x", finish_reason: "stop" };
    expect(choicesOf(unfoldChat, whole(choice))).toEqual([
      at({ role: "tool", content: "" }),
      at({ content: "Hi", annotations: [1] }, { logprobs: { content: [] }, mood: "x" }),
      at({}, { finish_reason: "stop" }),
    ]);
  });

  test("has each call in a chunk of its own", () => {
    const calls = [
      { id: "1", function: { name: "f", arguments: "{}" } },
      { id: "2", type: "custom", custom: { name: "c", input: "x" } },
      null,
      { id: "3", index: 7, type: "function", function: { name: "g", arguments: "{}" } },
    ];
    const message = { role: "assistant", content: null, tool_calls: calls };
    expect(choicesOf(unfoldChat, whole({ message, finish_reason: "" }))).toEqual([
      at({ role: "assistant", content: null }),
      at({ tool_calls: [{ index: 0, ...calls[0], type: "function" }] }),
      at({ tool_calls: [{ index: 1, ...calls[1] }] }),
      at({ tool_calls: [calls[3]] }),
      at({}, { finish_reason: "tool_calls" }),
    ]);
  });

  test.each([
    ["without a message", {}],
    ["with an empty one", { message: { role: null, content: "", tool_calls: [] } }],
  ])("%s begins and ends", (_, choice) => {
    expect(choicesOf(unfoldChat, whole(choice))).toEqual([
      at({ role: "assistant", content: "" }),
      at({}, { finish_reason: "stop" }),
    ]);
  });

  test("of several choices has them one after the other, by their own indexes", () => {
    const choices = [{ index: 3, message: {} }, "x", { message: {} }];
    const indexes = choicesOf(unfoldChat, { ...head, choices }).map((choice) => (choice as JsonObject).index);
    expect(indexes).toEqual([3, 3, 1, 1]);
  });

  test("has the head in each chunk, and usage in the last if it was asked for", () => {
    const usage = { total_tokens: 3 };
    const answer = { ...whole({ message: {} }), usage, service_tier: "default" };
    const each = { ...head, object: "chat.completion.chunk", service_tier: "default", choices: expect.any(Array) };
    expect(chunksOf(unfoldChat, answer)).toEqual([each, each]);
    expect(chunksOf(unfoldChat, answer, true)).toEqual([
      { ...each, usage: null },
      { ...each, usage: null },
      { ...each, choices: [], usage },
    ]);
    expect(chunksOf(unfoldChat, { ...answer, usage: null }, true)).toHaveLength(2);
  });

  test("without choices is the end alone", () => {
    expect(unfoldChat({ answer: { ...head, choices: null }, usage: false })).toBe(`${DONE}\n\n`);
  });
});

describe("a text completion", () => {
  const chunks = (choice: JsonObject) => choicesOf(unfoldCompletions, { ...head, choices: [choice] });

  test("has its text, then its end", () => {
    expect(chunks({ index: 0, text: "Hi", finish_reason: "length", mood: "x" })).toEqual([
      { index: 0, logprobs: null, text: "Hi", finish_reason: null, mood: "x" },
      { index: 0, text: "", logprobs: null, finish_reason: "length" },
    ]);
    expect(chunks({ text: "Hi", logprobs: { tokens: [] }, finish_reason: null })).toEqual([
      { index: 0, logprobs: { tokens: [] }, text: "Hi", finish_reason: null },
      { index: 0, text: "", logprobs: null, finish_reason: "stop" },
    ]);
    const [first] = chunksOf(unfoldCompletions, { ...head, object: "x", choices: [{ text: "Hi" }] });
    expect(first).toMatchObject({ ...head, object: "text_completion" });
  });
});
