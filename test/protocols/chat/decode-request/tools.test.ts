/** What a chat request offers, and which of it the model should use. */
import { describe, expect, test } from "vitest";
import { decodeChatRequest } from "../../../../runtime/protocols/chat/decode-request/decode-request.ts";
import { NOW, PATCH } from "../../support/tools.ts";

const toolsIn = (...tools: readonly unknown[]) => decodeChatRequest({ tools }).ask.tools;
const extras = (members: object) => ({ family: "openai", members });

describe("a function", () => {
  const parameters = { type: "object" };

  test.each([
    ["alone", { name: "now" }, {}],
    [
      "with everything",
      { name: "now", type: "function", description: "The time", parameters, strict: true },
      { description: "The time", input: parameters, strict: true },
    ],
    ["that is not strict", { name: "now", strict: false }, { strict: false }],
    ["with null for what it lacks", { name: "now", strict: null, parameters: null }, {}],
    [
      "with members of other types than the API's",
      { name: "now", description: null, strict: "yes" },
      { extras: extras({ description: null, strict: "yes" }) },
    ],
    ["with more", { name: "now", cost: 7 }, { extras: extras({ cost: 7 }) }],
  ])("%s", (_, described, expected) => {
    expect(toolsIn({ type: "function", function: described })).toEqual([{ ...NOW, ...expected }]);
  });

  test("with more beside it, such as a cache hint", () => {
    const members = { cache_control: { ttl: "1h" }, note: 1 };
    expect(toolsIn({ ...members, type: "function", function: { name: "now", cost: 7 } })).toEqual([
      { ...NOW, extras: extras({ ...members, cost: 7 }), cache: { ttl: "1h" } },
    ]);
  });
});

describe("a custom tool", () => {
  const grammar = { syntax: "lark", definition: "start: /a/" };

  test.each([
    ["alone", { name: "patch" }, {}],
    [
      "with everything",
      { name: "patch", type: "custom", description: "Edits", format: { type: "grammar", grammar } },
      { description: "Edits", input: { type: "grammar", ...grammar } },
    ],
    ["of plain text", { name: "patch", format: { type: "text" } }, { input: { type: "text" } }],
    ["with a format that is none", { name: "patch", format: "text" }, { input: "text" }],
    ["with an odd description", { name: "patch", description: 7 }, { extras: extras({ description: 7 }) }],
    ["with more", { name: "patch", cost: 7, strict: true }, { extras: extras({ cost: 7, strict: true }) }],
  ])("%s", (_, custom, expected) => {
    expect(toolsIn({ type: "custom", custom })).toEqual([{ ...PATCH, ...expected }]);
  });

  test("with more beside it, such as a cache hint", () => {
    const members = { cache_control: { ttl: "5m" } };
    expect(toolsIn({ ...members, type: "custom", custom: { name: "patch" } })).toEqual([
      { ...PATCH, extras: extras(members), cache: { ttl: "5m" } },
    ]);
  });
});

describe("what only the family knows", () => {
  test.each([
    ["a hosted tool", { type: "web_search" }],
    ["a function without a name", { type: "function", function: { name: "" } }],
    ["a custom tool without a name", { type: "custom", custom: {} }],
    ["a text", "now"],
    ["null", null],
  ])("%s keeps its place", (_, tool) => {
    expect(toolsIn({ type: "function", function: { name: "now" } }, tool)).toEqual([
      NOW,
      { kind: "foreign", family: "openai", value: tool, place: "tools[1]" },
    ]);
  });
});

describe("functions, the predecessor of tools", () => {
  const functions = [{ name: "now", parameters: {}, cost: 7 }, "none", { description: "nameless" }];

  test("come after the tools; one without a name keeps its place among them", () => {
    const tools = [{ type: "custom", custom: { name: "patch" } }];
    const found = [
      { ...NOW, input: {}, extras: extras({ cost: 7 }) },
      { kind: "foreign", family: "openai", value: functions[2], place: "functions[1]" },
    ];
    expect(decodeChatRequest({ functions }).ask.tools).toEqual(found);
    expect(decodeChatRequest({ functions, tools }).ask.tools).toEqual([PATCH, ...found]);
  });

  test.each([
    [{ functions: [{ name: "now" }] }, true],
    [{ functions: [{ name: "now" }], tools: [] }, true],
    [{ functions: [] }, false],
    [{ functions: "now" }, false],
    [{ functions: [{ name: "now" }], tools: [{ type: "web_search" }] }, false],
  ])("%j: only one call at a time is %s", (fields, isLegacy) => {
    const { ask, options } = decodeChatRequest({ ...fields, parallel_tool_calls: true });
    expect([ask.parallelCalls, options.legacy]).toEqual([!isLegacy, isLegacy]);
  });
});

describe("the choice of a tool", () => {
  const choiceIn = (fields: object) => decodeChatRequest({ ...fields }).ask.choice;
  const one = (kind: string, name: string) => ({ kind: "one", tool: { kind, name, namespace: null } });
  const foreign = (value: unknown) => ({ kind: "foreign", family: "openai", value });
  const called = (name: unknown) => ({ type: "function", function: { name } });

  test.each([
    ["auto", { kind: "auto" }],
    ["none", { kind: "none" }],
    ["required", { kind: "required" }],
    ["any", foreign("any")],
    [7, foreign(7)],
    [null, null],
    [called("now"), one("function", "now")],
    [{ type: "custom", custom: { name: "patch" } }, one("custom", "patch")],
    [called(7), foreign(called(7))],
    [{ type: "custom", custom: {} }, foreign({ type: "custom", custom: {} })],
    [{ type: "web_search" }, foreign({ type: "web_search" })],
    [
      { type: "allowed_tools", allowed_tools: { mode: "required", tools: [called("now"), { type: "web_search" }, 7] } },
      {
        kind: "some",
        tools: [one("function", "now").tool, foreign({ type: "web_search" }), foreign(7)],
        required: true,
      },
    ],
    [{ allowed_tools: { mode: "auto", tools: [] } }, { kind: "some", tools: [], required: false }],
    [{ allowed_tools: { tools: "all" } }, foreign({ allowed_tools: { tools: "all" } })],
  ])("%j", (choice, expected) => {
    expect(choiceIn({ tool_choice: choice })).toEqual(expected);
  });

  test.each([
    ["auto", { kind: "auto" }],
    ["any", foreign("any")],
    [{ name: "now" }, one("function", "now")],
    [{ name: 7 }, foreign({ name: 7 })],
    [null, null],
  ])("function_call %j", (choice, expected) => {
    expect(choiceIn({ function_call: choice, functions: [{ name: "now" }] })).toEqual(expected);
  });

  test("function_call only counts beside functions, and without tool_choice", () => {
    expect(choiceIn({ function_call: "none" })).toBeNull();
    expect(choiceIn({ function_call: "none", tool_choice: "auto", functions: [{ name: "now" }] })).toEqual({
      kind: "auto",
    });
  });
});
