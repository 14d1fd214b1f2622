/** The parameters of a chat request: what the model has a word for, and what is kept for its own family. */
import { describe, expect, test } from "vitest";
import { decodeChatRequest } from "../../../../runtime/protocols/chat/decode-request/decode-request.ts";
import { askOf } from "../../support/ask.ts";

const askIn = (fields: object) => decodeChatRequest({ ...fields }).ask;
const extrasIn = (fields: object) => askIn(fields).extras?.members ?? null;

test("a request without anything asks for one answer, whole", () => {
  const words = {
    turns: "messages",
    choice: "tool_choice",
    limit: "max_tokens",
    stop: "stop",
    topK: "top_k",
    seed: "seed",
    answers: "n",
  };
  expect(askIn({})).toEqual(askOf({ words, turns: [] }));
  expect(askIn({ max_completion_tokens: 9, max_tokens: 8 })).toMatchObject({
    words: { ...words, limit: "max_completion_tokens" },
    limit: 9,
  });
});

describe("what is an extra", () => {
  test.each([
    ["max_completion_tokens", [9, null], ["9"]],
    ["max_tokens", [9, null], ["9"]],
    ["top_p", [0.5], ["0.5", null]],
    ["temperature", [0.5], ["0.5", null]],
    ["top_k", [3, null], ["3"]],
    ["seed", [3, null], ["3"]],
    ["stop", ["END", ["END"], [], null], [7, [7], {}]],
    ["reasoning_effort", ["low", null], [7]],
    ["parallel_tool_calls", [true, false], ["yes", null]],
    ["messages", [[{}], null], [[], "Hi"]],
    ["tools", [[{}], null], [[], "now"]],
    ["stream", [true], [false, null]],
    ["reasoning", [null], [7]],
    ["n", [2, "2", null], []],
    ["response_format", [{ type: "text" }, null], []],
    ["include_reasoning", [true, false, null], []],
    ["user", [], ["u", null]],
  ])("of %s", (name, words, others) => {
    for (const value of words) expect(extrasIn({ [name]: value })).toBeNull();
    for (const value of others) expect(extrasIn({ [name]: value })).toEqual({ [name]: value });
  });

  test.each([
    [{ stream: true, stream_options: { include_usage: true } }, null],
    [{ stream: true, stream_options: { include_usage: true, x: 1 } }, { stream_options: { x: 1 } }],
    [{ stream: true, stream_options: "yes" }, null],
    [{ stream: false, stream_options: { x: 1 } }, { stream: false }],
  ])("of the options of a stream: %j", (fields, members) => {
    expect(extrasIn(fields)).toEqual(members);
  });
});

describe("reasoning", () => {
  test.each([
    [{ reasoning_effort: "low" }, { effort: "low", shown: false }, null],
    [{ reasoning_effort: 7 }, null, { reasoning_effort: 7 }],
    [{ include_reasoning: true }, { effort: null, shown: true }, null],
    [{ include_reasoning: false }, null, null],
    [{ reasoning: {} }, { effort: null, shown: true }, { reasoning: {} }],
    [{ reasoning: { effort: "low", enabled: true } }, { effort: "low", shown: true }, { reasoning: { enabled: true } }],
    [{ reasoning: { effort: 7 } }, { effort: null, shown: true }, { reasoning: { effort: 7 } }],
    [{ reasoning: { effort: "low" }, reasoning_effort: "high" }, { effort: "high", shown: true }, { reasoning: {} }],
  ])("%j", (fields, reasoning, members) => {
    expect(askIn(fields).reasoning).toEqual(reasoning === null ? null : { ...reasoning, budget: null });
    expect(extrasIn(fields)).toEqual(members);
  });
});

describe("the format of the answer", () => {
  const foreign = (value: unknown) => ({ kind: "foreign", family: "openai", value });
  const schema = { type: "object" };
  const named = (json_schema: object) => ({ type: "json_schema", json_schema });
  const made = (more: object) => ({ kind: "schema", name: "n", schema, strict: null, extras: null, ...more });

  test.each([
    [{ type: "text" }, { kind: "text" }],
    [{ type: "json_object" }, { kind: "json" }],
    [{ type: "json_object", x: 1 }, null],
    [{ type: "grammar" }, null],
    ["json", null],
    [named({ name: "n", schema }), made({})],
    [named({ name: "n", schema, strict: true }), made({ strict: true })],
    [named({ name: "n", schema, strict: null }), made({})],
    [named({ name: "n", schema, strict: "yes" }), made({ extras: { family: "openai", members: { strict: "yes" } } })],
    [
      named({ name: "n", schema, description: "d", cut: false, none: null }),
      made({ extras: { family: "openai", members: { description: "d", cut: false, none: null } } }),
    ],
    [named({ schema }), null],
    [{ type: "json_schema", json_schema: "n" }, null],
    [{ type: "json_schema" }, null],
    [{ type: "text", json_schema: { name: "n" } }, null],
  ])("%j", (given, format) => {
    expect(askIn({ response_format: given }).format).toEqual(format ?? foreign(given));
  });

  test("is not given by null", () => {
    expect(askIn({ response_format: null }).format).toBeNull();
  });
});
