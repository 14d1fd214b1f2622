import { describe, expect, test } from "vitest";
import {
  chunk,
  citation,
  cited,
  decoding,
  ofEvents,
  ofMessage,
  ofWhole,
  tier,
  token,
} from "../../support/decoded-chat.ts";

describe("a whole answer", () => {
  test("with everything, in the order in which it was created", () => {
    const message = {
      role: "assistant",
      reasoning_content: "Hm.",
      content: "Hi",
      annotations: [citation, "none"],
      refusal: "No.",
      tool_calls: [{ id: "a", type: "function", function: { name: "now", arguments: "{}" } }],
    };
    const choice = { index: 0, message, logprobs: { content: [token, 7] }, finish_reason: "tool_calls" };
    const usage = { prompt_tokens: 5, completion_tokens: 2, total_tokens: 7 };
    expect(ofWhole({ created: 7, model: "m", service_tier: "flex", choices: [choice], usage })).toEqual([
      ["start", { model: "m", created: 7, extras: tier }],
      ["reasoning", "Hm."],
      ["text", "Hi", [token]],
      ["citations", [cited]],
      ["refusal", "No."],
      ["call", 0, { id: "a", tool: "function", name: "now", namespace: null }],
      ["input", 0, "{}"],
      ["inputEnd", 0],
      ["finish", "calls", expect.objectContaining({ input: 5, output: 2, total: 7 }), tier],
    ]);
  });

  test("of an empty message says nothing", () => {
    expect(ofWhole({ choices: [{ message: {} }] })).toEqual([
      ["start", { model: null, created: null, extras: null }],
      ["finish", "stop", null, null],
    ]);
  });

  test.each([
    ["no choices", {}],
    ["an empty list", { choices: [] }],
    ["no object among them", { choices: ["a", null] }],
    ["no message", { choices: [{ index: 0, text: "a" }] }],
    ["an error in the choice", { choices: [{ message: { content: "a" }, error: { message: "no" } }] }],
    ["a choice that ended with an error", { choices: [{ message: { content: "a" }, finish_reason: "error" }] }],
  ])("%s is no answer, and nothing of it is passed on", (_, answer) => {
    const { decoder, passed } = decoding();
    expect(decoder.whole(answer)).toBe(false);
    expect(passed).toEqual([]);
  });

  test.each([
    [
      "the first",
      [
        { index: 1, message: { content: "b" } },
        { index: 0, message: { content: "a" } },
      ],
    ],
    ["one without an index", [{ index: 1, message: { content: "b" } }, { message: { content: "a" } }]],
    ["whichever there is", [7, { index: 2, message: { content: "a" } }, { index: 1, message: { content: "b" } }]],
  ])("of several choices, %s counts", (_, choices) => {
    expect(ofWhole({ choices })?.slice(1, -1)).toEqual([["text", "a", []]]);
  });

  test("an error member that is no object means nothing", () => {
    expect(ofMessage({ content: "a" }, { error: null })).toEqual([["text", "a", []]]);
  });
});

describe("the text of a message", () => {
  test.each([
    ["plain", { content: "a" }, [["text", "a", []]]],
    [
      "in parts, besides the thinking",
      {
        content: [{ type: "thinking", thinking: "Hm" }, { type: "text", text: "a" }, "x", { type: "text", text: "b" }],
      },
      [
        ["reasoning", "Hm"],
        ["text", "ab", []],
      ],
    ],
    [
      "thinking in parts of its own",
      { content: [{ type: "thinking", thinking: [{ type: "text", text: "H" }, { type: "text", text: "m" }, 7] }] },
      [["reasoning", "Hm"]],
    ],
    ["a part of another type", { content: [{ type: "image", text: "a", thinking: "b" }] }, []],
    ["a part that is null", { content: [null] }, []],
    ["not a text", { content: 7 }, []],
    ["reasoning", { reasoning: "Hm" }, [["reasoning", "Hm"]]],
    ["both names of reasoning, which repeat it", { reasoning_content: "Hm", reasoning: "Hm" }, [["reasoning", "Hm"]]],
    ["one of which is blank", { reasoning_content: "", reasoning: "Hm" }, [["reasoning", "Hm"]]],
    [
      "details of reasoning",
      { reasoning: "", reasoning_details: [{ text: "a" }, { summary: "b" }, { data: "sealed" }, null] },
      [["reasoning", "ab"]],
    ],
    [
      "annotations without anything nested",
      { content: "a", annotations: [{ type: "note" }, { page: 7 }, null] },
      [
        ["text", "a", []],
        ["citations", [{ type: "note" }, { page: 7 }]],
      ],
    ],
  ])("%s", (_, message, passed) => {
    expect(ofMessage(message)).toEqual(passed);
  });

  test("log probabilities belong to a text, and may come without", () => {
    expect(ofMessage({ content: "Hi" }, { logprobs: { content: [token] } })).toEqual([["text", "Hi", [token]]]);
    expect(ofMessage({ content: "" }, { logprobs: { content: [token] } })).toEqual([]);
    const alone = ofEvents([chunk({ content: "" }, { logprobs: { content: [token] } })]);
    expect(alone.slice(1, -1)).toEqual([["text", "", [token]]]);
  });
});

describe("the calls of a message", () => {
  test.each([
    [
      "a name of a namespace",
      { id: "a", function: { name: "crm__find", arguments: "{}" } },
      { id: "a", tool: "function", name: "find", namespace: "crm" },
      "{}",
    ],
    [
      "a tool that was not offered",
      { id: "a", function: { name: "guess", arguments: "{}" } },
      { id: "a", tool: "function", name: "guess", namespace: null },
      "{}",
    ],
    [
      "a custom tool",
      { id: "a", type: "custom", custom: { name: "patch", input: '{"input":"x"}' } },
      { id: "a", tool: "custom", name: "patch", namespace: null },
      '{"input":"x"}',
    ],
    [
      "a custom tool in the form of a function",
      { id: "a", function: { name: "patch", arguments: '{"input":"x"}' } },
      { id: "a", tool: "custom", name: "patch", namespace: null },
      "x",
    ],
    [
      "arguments as an object",
      { id: "a", function: { name: "now", arguments: { at: 1 } } },
      { id: "a", tool: "function", name: "now", namespace: null },
      '{"at":1}',
    ],
    [
      "no id",
      { id: "", function: { name: "now", arguments: "{}" } },
      { id: null, tool: "function", name: "now", namespace: null },
      "{}",
    ],
  ])("%s", (_, call, tool, input) => {
    expect(ofMessage({ tool_calls: [call, "none"] }).slice(0, 3)).toEqual([
      ["call", 0, tool],
      ["input", 0, input],
      ["inputEnd", 0],
    ]);
  });

  test("a call without anything has neither a name nor input", () => {
    expect(ofMessage({ tool_calls: [{}] })).toEqual([
      ["call", 0, { id: null, tool: "function", name: "", namespace: null }],
      ["inputEnd", 0],
    ]);
  });

  test("the older function_call comes after tool calls", () => {
    const called = { function_call: { name: "now", arguments: "{}" } };
    const tool = { id: null, tool: "function", name: "now", namespace: null };
    expect(ofMessage(called)).toEqual([
      ["call", 0, tool],
      ["input", 0, "{}"],
      ["inputEnd", 0],
    ]);
    const both = ofMessage({ ...called, tool_calls: [{ id: "a", function: { name: "now", arguments: "[]" } }] });
    expect(both.filter(([name]) => name === "call")).toEqual([
      ["call", 0, { ...tool, id: "a" }],
      ["call", 1, tool],
    ]);
  });
});
