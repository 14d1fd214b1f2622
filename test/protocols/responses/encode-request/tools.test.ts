import { describe, expect, test } from "vitest";
import type { Tool, ToolChoice } from "../../../../runtime/protocols/model/tool.ts";
import { parametersOf } from "../../support/encoded-response-request.ts";
import { NOW } from "../../support/tools.ts";

const own = (members: object) => ({ family: "openai", members: { ...members } }) as const;

describe("tools", () => {
  const extras = own({ cost: 7, type: "x" });
  const toolsOf = (tools: readonly Tool[], members: object = {}) => parametersOf({ tools, extras: own(members) }).tools;

  test.each<[string, Tool, object]>([
    [
      "a function",
      NOW,
      { type: "function", name: "now", parameters: { type: "object", properties: {} }, strict: false },
    ],
    [
      "a function with everything",
      { ...NOW, description: "d", input: { type: "object" }, strict: true, extras },
      { type: "function", name: "now", description: "d", parameters: { type: "object" }, strict: true, cost: 7 },
    ],
    ["a custom tool", { ...NOW, kind: "custom" }, { type: "custom", name: "now" }],
    [
      "a custom tool with everything",
      { ...NOW, kind: "custom", description: "d", input: { type: "text" }, extras },
      { type: "custom", name: "now", description: "d", format: { type: "text" }, cost: 7 },
    ],
    [
      "a tool of the family",
      { kind: "foreign", family: "openai", value: { type: "web_search" }, place: "p" },
      { type: "web_search" },
    ],
  ])("%s", (_, tool, expected) => {
    expect(toolsOf([tool])).toEqual([expected]);
  });

  test.each([
    [{}, { type: "web_search" }],
    [{ search_context_size: "low" }, { type: "web_search", search_context_size: "low" }],
    [{ user_location: "here" }, { type: "web_search", user_location: "here" }],
    [
      { user_location: { type: "approximate", approximate: { city: "Ulm" } } },
      { type: "web_search", user_location: { type: "approximate", city: "Ulm" } },
    ],
  ])("a search as chat asks for it: %j", (web_search_options, expected) => {
    expect(toolsOf([], { web_search_options })).toEqual([expected]);
  });

  test("that are no list are left to the API", () => {
    expect(toolsOf([], { tools: "odd" })).toBe("odd");
    expect(toolsOf([])).toBeUndefined();
  });

  test.each<[ToolChoice, unknown]>([
    [{ kind: "required" }, "required"],
    [
      { kind: "one", tool: { kind: "function", name: "now", namespace: null } },
      { type: "function", name: "now" },
    ],
    [
      { kind: "one", tool: { kind: "custom", name: "now", namespace: "crm" } },
      { type: "custom", name: "now", namespace: "crm" },
    ],
    [{ kind: "foreign", family: "openai", value: { type: "mcp" } }, { type: "mcp" }],
    [
      {
        kind: "some",
        tools: [
          { kind: "namespace", name: "crm" },
          { kind: "foreign", family: "openai", value: { type: "mcp" } },
        ],
        required: false,
      },
      { type: "allowed_tools", mode: "auto", tools: [{ type: "namespace", name: "crm" }, { type: "mcp" }] },
    ],
    [
      { kind: "some", tools: [], required: true },
      { type: "allowed_tools", mode: "required", tools: [] },
    ],
  ])("the choice %j", (choice, expected) => {
    expect(parametersOf({ choice, parallelCalls: false })).toEqual({
      tool_choice: expected,
      parallel_tool_calls: false,
    });
  });
});
