/** What a request offers, and which of it the model should use. */
import { describe, expect, test } from "vitest";
import { decodeResponsesRequest } from "../../../../runtime/protocols/responses/decode-request/decode-request.ts";
import { NOW, PATCH } from "../../support/tools.ts";

const toolsIn = (...tools: readonly unknown[]) => decodeResponsesRequest({ tools }, null).ask.tools;
const extras = (members: object) => ({ family: "openai", members });
const foreign = (value: unknown, place: string) => ({ kind: "foreign", family: "openai", value, place });

describe("a function", () => {
  const parameters = { type: "object" };

  test.each([
    ["alone", {}, {}],
    [
      "with everything",
      { description: "The time", parameters, strict: true },
      { description: "The time", input: parameters, strict: true },
    ],
    ["that is not strict", { strict: false }, { strict: false }],
    ["with null for what it lacks", { description: null, strict: null, parameters: null }, {}],
    ["with odd members", { description: 7, strict: "yes" }, { extras: extras({ description: 7, strict: "yes" }) }],
    ["with more", { format: "f", cost: 7 }, { extras: extras({ format: "f", cost: 7 }) }],
    [
      "with a cache hint",
      { cache_control: { ttl: "1h" } },
      { extras: extras({ cache_control: { ttl: "1h" } }), cache: { ttl: "1h" } },
    ],
  ])("%s", (_, members, expected) => {
    expect(toolsIn({ type: "function", name: "now", ...members })).toEqual([{ ...NOW, ...expected }]);
  });

  test("in chat's form is the same; what it has more stays where it was", () => {
    const inner = { name: "now", description: "d", parameters, strict: true };
    const known = { description: "d", input: parameters, strict: true };
    expect(toolsIn({ type: "function", function: inner })).toEqual([{ ...NOW, ...known }]);
    expect(toolsIn({ type: "function", function: { ...inner, cost: 7 }, note: 1 })).toEqual([
      { ...NOW, ...known, extras: extras({ note: 1, function: { cost: 7 } }) },
    ]);
    expect(toolsIn({ type: "function", name: "now", function: "odd" })).toEqual([NOW]);
    expect(toolsIn({ type: "function", name: "now", function: { name: "other" } })).toEqual([NOW]);
  });
});

describe("a custom tool", () => {
  const grammar = { syntax: "lark", definition: "start: /a/" };

  test.each([
    ["alone", {}, {}],
    ["with a grammar", { format: { type: "grammar", ...grammar } }, { input: { type: "grammar", ...grammar } }],
    [
      "with a grammar in chat's form",
      { format: { type: "grammar", grammar } },
      { input: { type: "grammar", ...grammar } },
    ],
    ["with an odd format", { format: "text" }, { input: "text" }],
    ["with more", { parameters: {}, strict: true }, { strict: true, extras: extras({ parameters: {}, strict: true }) }],
  ])("%s", (_, members, expected) => {
    expect(toolsIn({ type: "custom", name: "patch", ...members })).toEqual([{ ...PATCH, ...expected }]);
  });

  test("in chat's form is the same", () => {
    expect(toolsIn({ type: "custom", custom: { name: "patch", format: { type: "grammar", grammar } } })).toEqual([
      { ...PATCH, input: { type: "grammar", ...grammar } },
    ]);
  });
});

test("tools of a namespace have it, and no namespace within it", () => {
  const now = { type: "function", name: "now" };
  const inner = { type: "namespace", name: "inner", tools: [now] };
  expect(
    toolsIn(
      now,
      { type: "namespace", name: "crm", tools: [now, inner, { type: "web_search" }] },
      { type: "namespace" },
    ),
  ).toEqual([
    NOW,
    { ...NOW, namespace: "crm" },
    foreign(inner, "tools[1].tools[1]"),
    foreign({ type: "web_search" }, "tools[1].tools[2]"),
  ]);
});

test.each([
  [{ type: "web_search" }],
  [{ type: "function" }],
  [{ type: "function", name: "" }],
  [{ type: "custom", custom: {} }],
  ["now"],
  [null],
])("%j keeps its place", (tool) => {
  expect(toolsIn({ type: "function", name: "now" }, tool)).toEqual([NOW, foreign(tool, "tools[1]")]);
});

test("items of the input may add tools", () => {
  const now = { type: "function", name: "now" };
  const input = [
    { role: "user", content: "Hi", tools: [now] },
    7,
    { type: "additional_tools", tools: [now, "odd"] },
    { type: "tool_search_output", tools: [now] },
    { type: "additional_tools" },
  ];
  expect(decodeResponsesRequest({ tools: [{ type: "custom", name: "patch" }], input }, null).ask.tools).toEqual([
    PATCH,
    NOW,
    foreign("odd", "input[2].tools[1]"),
    NOW,
  ]);
});

describe("the choice of a tool", () => {
  const one = (kind: string, name: string, namespace: string | null = null) => ({
    kind: "one",
    tool: { kind, name, namespace },
  });
  const odd = (value: unknown) => ({ kind: "foreign", family: "openai", value });

  test.each([
    ["auto", { kind: "auto" }],
    ["none", { kind: "none" }],
    ["required", { kind: "required" }],
    ["any", odd("any")],
    [null, null],
    [{ type: "function", name: "now" }, one("function", "now")],
    [{ type: "function", function: { name: "now" } }, one("function", "now")],
    [{ type: "custom", name: "patch", namespace: "crm" }, one("custom", "patch", "crm")],
    [{ type: "custom" }, one("custom", "")],
    [{ type: "web_search" }, odd({ type: "web_search" })],
    [
      {
        type: "allowed_tools",
        mode: "required",
        tools: [
          { type: "function", name: "now" },
          { type: "custom", name: "patch", namespace: "crm" },
          { type: "namespace", name: "crm" },
          { type: "namespace" },
          { type: "web_search" },
          { type: "function" },
          7,
        ],
      },
      {
        kind: "some",
        tools: [
          one("function", "now").tool,
          one("custom", "patch", "crm").tool,
          { kind: "namespace", name: "crm" },
          odd({ type: "namespace" }),
          odd({ type: "web_search" }),
          one("function", "").tool,
        ],
        required: true,
      },
    ],
    [
      { type: "allowed_tools", mode: "auto" },
      { kind: "some", tools: [], required: false },
    ],
  ])("%j", (choice, expected) => {
    expect(decodeResponsesRequest({ tool_choice: choice }, null).ask.choice).toEqual(expected);
  });
});
