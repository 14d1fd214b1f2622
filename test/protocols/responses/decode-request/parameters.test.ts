/** The parameters of a request: what the model has a word for, and what is kept for its own family. */
import { describe, expect, test } from "vitest";
import { decodeResponsesRequest } from "../../../../runtime/protocols/responses/decode-request/decode-request.ts";
import { askOf } from "../../support/ask.ts";

const askIn = (fields: object) => decodeResponsesRequest({ ...fields }, null).ask;
const extrasIn = (fields: object) => askIn(fields).extras?.members ?? null;

test("a request without anything asks for one answer, whole", () => {
  const words = {
    turns: "input",
    choice: "tool_choice",
    limit: "max_output_tokens",
    stop: "stop",
    topK: "top_k",
    seed: "seed",
    answers: "n",
  };
  expect(askIn({})).toEqual(askOf({ words, turns: [] }));
  expect(askIn({ parallel_tool_calls: false, temperature: 0, top_p: 0.5, stream: true })).toMatchObject({
    parallelCalls: false,
    sampling: { temperature: 0, topP: 0.5 },
    stream: true,
  });
});

describe("what is an extra", () => {
  test.each([
    ["temperature", [0.5], ["0.5", null]],
    ["top_p", [0.5], ["0.5", null]],
    ["max_output_tokens", [9, null], ["9"]],
    ["stream", [true], [false, null]],
    ["model", ["m", 7], []],
    ["input", ["Hi", 7], []],
    ["instructions", ["Hi", 7], []],
    ["tools", [[], 7], []],
    ["tool_choice", ["auto", 7], []],
    ["parallel_tool_calls", [true, 7], []],
    ["text", [{}, { format: {} }], [7, null, { verbosity: "low" }]],
    ["reasoning", [{}, { summary: "auto" }, { effort: "low" }], [7, null, { effort: 7 }, { context: "all" }]],
    ["store", [], [false]],
  ])("of %s", (name, words, others) => {
    for (const value of words) expect(extrasIn({ [name]: value })).toBeNull();
    for (const value of others) expect(extrasIn({ [name]: value })).toEqual({ [name]: value });
  });
});

test.each([
  [
    { effort: "low", summary: "auto" },
    { effort: "low", shown: true },
  ],
  [
    { effort: 7, summary: null },
    { effort: null, shown: false },
  ],
  [{}, { effort: null, shown: false }],
  ["low", null],
])("reasoning %j", (given, reasoning) => {
  expect(askIn({ reasoning: given }).reasoning).toEqual(reasoning === null ? null : { ...reasoning, budget: null });
});

describe("the format of the answer", () => {
  const schema = { type: "object" };
  const named = (more: object) => ({ type: "json_schema", name: "n", schema, ...more });
  const made = (more: object) => ({ kind: "schema", name: "n", schema, strict: null, extras: null, ...more });
  const extras = (members: object) => ({ extras: { family: "openai", members } });

  test.each([
    [{ type: "text", x: 1 }, { kind: "text" }],
    [{ type: "json_object" }, { kind: "json" }],
    [named({}), made({})],
    [named({ strict: true }), made({ strict: true })],
    [named({ strict: null }), made({})],
    [named({ strict: "yes", description: "d" }), made(extras({ strict: "yes", description: "d" }))],
  ])("%j", (format, expected) => {
    expect(askIn({ text: { format } }).format).toEqual(expected);
  });

  test.each([
    [{ type: "json_object", x: 1 }],
    [{ type: "json_schema", schema }],
    [named({ json_schema: { name: "n" } })],
    [{ type: "text_of_all", name: "n" }],
  ])("%j is left to its family", (format) => {
    expect(askIn({ text: { format } }).format).toEqual({ kind: "foreign", family: "openai", value: format });
  });

  test.each([[{ format: "json" }], [{}], ["json"], [null]])("is not given by %j", (text) => {
    expect(askIn({ text }).format).toBeNull();
  });
});
