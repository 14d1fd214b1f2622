/** What is not part of the input: in the form of Responses, or a warning with the client's name for it. */
import { describe, expect, test } from "vitest";
import type { Ask, Format } from "../../../../runtime/protocols/model/ask.ts";
import { encode, encoded, parametersOf } from "../../support/encoded-response-request.ts";

const own = (members: object): Partial<Ask> => ({ extras: { family: "openai", members: { ...members } } });
const ignored = (name: string) => `${name}: not a parameter of /responses, ignored`;

describe("members of the family", () => {
  test("that Responses has too are passed on, also null", () => {
    const members = { user: "u", metadata: {}, something_new: null };
    expect(encoded(own(members))).toMatchObject({ fields: members, warnings: [] });
  });

  test("that it has elsewhere are not passed on under their own names", () => {
    const members = {
      max_completion_tokens: "9",
      web_search_options: 7,
      verbosity: null,
      reasoning_effort: null,
      logprobs: null,
    };
    expect(parametersOf(own(members))).toEqual({ max_output_tokens: "9" });
  });

  test.each([
    ["stop", ["END", 7], [null, []]],
    ["seed", ["7"], [null]],
    ["frequency_penalty", [1], [0, null]],
    ["presence_penalty", [1], [0, null]],
    ["logit_bias", [{ 1: 2 }, 7], [{}, null]],
    ["top_k", ["7"], [null]],
    ["prediction", [{}], [null]],
    ["audio", [{}], [null]],
    ["modalities", [["text", "image"], "text"], [["text"], [], null]],
  ])("of which only chat has %s are left out, with a warning if it asks for something", (name, asking, idle) => {
    for (const value of asking) {
      expect(encoded(own({ [name]: value })).warnings).toEqual([ignored(name)]);
      expect(parametersOf(own({ [name]: value }))).toEqual({});
    }
    for (const value of idle) expect(encoded(own({ [name]: value })).warnings).toEqual([]);
  });

  test("of another one are left out, with a warning if they ask for something", () => {
    const members = { container: "c", thinking: {}, flag: false };
    const { fields, warnings } = encoded({ extras: { family: "anthropic", members } });
    expect(fields).not.toHaveProperty("container");
    expect(warnings).toEqual([ignored("container")]);
  });

  test("messages that are no list are left to the API", () => {
    expect(encoded({ turns: [], ...own({ messages: "Hi" }) }).fields.input).toBe("Hi");
    expect(encoded({ turns: [], ...own({ messages: [] }) }).fields.input).toEqual([]);
  });
});

describe("the limit", () => {
  const limitOf = (changes: Partial<Ask>) => {
    const { fields, warnings } = encoded(changes);
    return [fields.max_output_tokens, warnings];
  };

  test.each([
    [0, 0, []],
    [-1, -1, []],
    [1, 16, ["most: /responses takes 16 or more, raised to that"]],
    [15, 16, ["most: /responses takes 16 or more, raised to that"]],
    [16, 16, []],
    [17, 17, []],
  ])("of %d is %d", (limit, written, warnings) => {
    expect(limitOf({ limit })).toEqual([written, warnings]);
  });

  test("that is invalid is left to the API; the newer name counts first", () => {
    expect(limitOf(own({ max_tokens: "9" }))).toEqual(["9", []]);
    expect(limitOf(own({ max_tokens: "9", max_completion_tokens: "8" }))).toEqual(["8", []]);
    expect(limitOf({ ...own({ max_tokens: "9" }), limit: 20 })).toEqual([20, []]);
    expect(limitOf({})).toEqual([undefined, []]);
  });
});

describe("text", () => {
  const textOf = (format: Format | null, members: object = {}) => parametersOf({ format, ...own(members) }).text;
  const named = { kind: "schema", name: "n", schema: undefined, strict: null, extras: null } as const;
  const described = own({ description: "d", name: "x" }).extras ?? null;

  test.each<[string, Format | null, unknown]>([
    ["no format", null, undefined],
    ["text", { kind: "text" }, { type: "text" }],
    ["JSON", { kind: "json" }, { type: "json_object" }],
    ["a schema, with what Responses demands", named, { type: "json_schema", name: "n", schema: {}, strict: false }],
    [
      "a schema with everything",
      { ...named, schema: { type: "object" }, strict: true, extras: described },
      { type: "json_schema", name: "n", schema: { type: "object" }, strict: true, description: "d" },
    ],
    ["a format of the family", { kind: "foreign", family: "openai", value: { type: "x" } }, { type: "x" }],
    ["a format of another family", { kind: "foreign", family: "google", value: { type: "x" } }, { type: "text" }],
  ])("has %s", (_, format, expected) => {
    expect(textOf(format)).toEqual(expected === undefined ? undefined : { format: expected });
  });

  test.each([
    [{ verbosity: "low" }, { verbosity: "low" }],
    [{ verbosity: null }, undefined],
    [{ text: { verbosity: "low" } }, { verbosity: "low" }],
    [
      { text: { x: 1 }, verbosity: "low" },
      { x: 1, verbosity: "low" },
    ],
    [{ text: {} }, undefined],
    [{ text: null }, undefined],
    [{ text: "odd" }, "odd"],
  ])("of %j", (members, expected) => {
    expect(textOf(null, members)).toEqual(expected);
  });

  test("has the verbosity beside the format", () => {
    expect(textOf({ kind: "json" }, { verbosity: "low" })).toEqual({
      format: { type: "json_object" },
      verbosity: "low",
    });
  });
});

describe("reasoning", () => {
  const reasoning = (effort: string | null, shown: boolean) => ({ effort, budget: null, shown });
  const of = (given: Ask["reasoning"], members: object = {}) =>
    parametersOf({ reasoning: given, ...own(members) }).reasoning;

  test.each([
    [null, {}, undefined],
    [reasoning("low", false), {}, { effort: "low" }],
    [reasoning(null, true), {}, { summary: "auto" }],
    [reasoning("low", true), {}, { summary: "auto", effort: "low" }],
    [reasoning(null, false), {}, undefined],
    [reasoning(null, true), { reasoning: { summary: "detailed" } }, { summary: "detailed" }],
    [reasoning(null, true), { reasoning: { generate_summary: "auto" } }, { generate_summary: "auto" }],
    [reasoning("low", true), { reasoning: { context: "all" } }, { summary: "auto", context: "all", effort: "low" }],
    [reasoning("low", false), { reasoning_effort: 7 }, { effort: 7 }],
    [null, { reasoning: "odd" }, "odd"],
    [null, { reasoning: {} }, undefined],
  ])("%j with %j", (given, members, expected) => {
    expect(of(given, members)).toEqual(expected);
  });
});

describe("include", () => {
  const ENCRYPTED = "reasoning.encrypted_content";
  const includeOf = (changes: Partial<Ask>, model?: string) => encoded(changes, model).fields.include;
  const effort = { effort: "low", budget: null, shown: false };

  test.each([
    ["gpt-4o", false],
    ["openai/gpt-3.5-turbo", false],
    ["chatgpt-4o-latest", false],
    ["ft:gpt-4o:x", false],
    ["gpt-5-chat-latest", false],
    ["gpt-5.2-chat", false],
    ["gpt-5", true],
    ["o3", true],
    ["my-gpt-4o", true],
  ])("asks %s for encrypted reasoning: %s", (model, asks) => {
    expect(includeOf({}, model)).toEqual(asks ? [ENCRYPTED] : []);
  });

  test.each([
    [{ reasoning: effort }, true],
    [{ reasoning: { ...effort, effort: null, budget: 100 } }, true],
    [{ reasoning: { ...effort, effort: null, shown: true } }, false],
    [own({ reasoning: {} }), true],
    [own({ reasoning_effort: 7 }), true],
    [own({ user: "u" }), false],
  ])("asks any model if the client speaks of reasoning: %j", (changes, asks) => {
    expect(includeOf(changes)).toEqual(asks ? [ENCRYPTED] : []);
  });

  test("has what the client asks for, each once", () => {
    expect(includeOf(own({ include: ["a", ENCRYPTED, "a"], logprobs: true }), "o3")).toEqual([
      "a",
      ENCRYPTED,
      "message.output_text.logprobs",
    ]);
    expect(includeOf(own({ include: "a", logprobs: false }))).toEqual([]);
  });
});

test("nothing is stored unless the client asks for it", () => {
  expect(encoded({}).fields.store).toBe(false);
  expect(encoded(own({ store: true })).fields.store).toBe(true);
  expect(encoded(own({ store: "yes" })).fields.store).toBe(false);
});

test.each([
  [
    { answers: 2 },
    "count: /responses, which this backend speaks, gives one answer a request; 2 were asked for.",
    "count",
  ],
  [
    own({ modalities: ["text", "audio"] }),
    "modalities: /responses, which this backend speaks, gives no audio.",
    "modalities",
  ],
  [
    { choice: { kind: "foreign", family: "google", value: {} } as const },
    "choice: /responses, which this backend speaks, has no tool of this kind.",
    "choice",
  ],
])("%j is rejected", (changes, message, param) => {
  expect(encode(changes)).toMatchObject({ kind: "refused", error: { code: "unsupported_parameter", message, param } });
});

test.each([
  [{ answers: 1 }],
  [own({ modalities: "audio" })],
  [{ choice: { kind: "foreign", family: "openai", value: {} } as const }],
])("%j is not rejected", (changes) => {
  expect(encode(changes).kind).toBe("encoded");
});
