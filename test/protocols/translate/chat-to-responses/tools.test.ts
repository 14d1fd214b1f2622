import type { ChatCompletionCreateParams } from "openai/resources/chat/completions";
import type { ResponseCreateParams } from "openai/resources/responses/responses";
import { expect, test } from "vitest";
import { bodyOf } from "../support/translate-chat.ts";

type Chat = Partial<ChatCompletionCreateParams>;
type Responses = ResponseCreateParams;

const parameters = { type: "object", properties: { city: { type: "string" } } };
const grammar = { syntax: "lark", definition: 'start: "a"' } as const;
const unknown = [{ type: "teleport", range: 3 }];

test.each<[string, Chat, Responses]>([
  [
    "a function",
    { tools: [{ type: "function", function: { name: "weather", description: "Now", parameters, strict: true } }] },
    { tools: [{ type: "function", name: "weather", description: "Now", parameters, strict: true }] },
  ],
  [
    "a function that says as little as it may",
    { tools: [{ type: "function", function: { name: "now" } }] },
    { tools: [{ type: "function", name: "now", parameters: { type: "object", properties: {} }, strict: false }] },
  ],
  [
    "a custom tool",
    { tools: [{ type: "custom", custom: { name: "code", description: "Runs it" } }] },
    { tools: [{ type: "custom", name: "code", description: "Runs it" }] },
  ],
  [
    "a custom tool of free text",
    { tools: [{ type: "custom", custom: { name: "code", format: { type: "text" } } }] },
    { tools: [{ type: "custom", name: "code", format: { type: "text" } }] },
  ],
  [
    "a custom tool with a grammar",
    { tools: [{ type: "custom", custom: { name: "code", format: { type: "grammar", grammar } } }] },
    { tools: [{ type: "custom", name: "code", format: { type: "grammar", ...grammar } }] },
  ],
  ["no tools", { tools: [] }, { tools: [] }],
  [
    "functions",
    { functions: [{ name: "weather", parameters }], function_call: "auto" },
    {
      tools: [{ type: "function", name: "weather", parameters, strict: false }],
      tool_choice: "auto",
      parallel_tool_calls: false,
    },
  ],
  [
    "one of the functions",
    { functions: [{ name: "weather", parameters }], function_call: { name: "weather" } },
    {
      tools: [{ type: "function", name: "weather", parameters, strict: false }],
      tool_choice: { type: "function", name: "weather" },
      parallel_tool_calls: false,
    },
  ],
  [
    "functions beside tools",
    { tools: [{ type: "custom", custom: { name: "code" } }], functions: [{ name: "weather", parameters }] },
    {
      tools: [
        { type: "custom", name: "code" },
        { type: "function", name: "weather", parameters, strict: false },
      ],
    },
  ],
  ["web search", { web_search_options: {} }, { tools: [{ type: "web_search" }] }],
  [
    "web search from a place",
    {
      web_search_options: {
        search_context_size: "low",
        user_location: { type: "approximate", approximate: { city: "Bern", country: "CH" } },
      },
    },
    {
      tools: [
        {
          type: "web_search",
          search_context_size: "low",
          user_location: { type: "approximate", city: "Bern", country: "CH" },
        },
      ],
    },
  ],
  ["the choice auto", { tool_choice: "auto" }, { tool_choice: "auto" }],
  ["the choice none", { tool_choice: "none" }, { tool_choice: "none" }],
  ["the choice required", { tool_choice: "required" }, { tool_choice: "required" }],
  [
    "the choice of a function",
    { tool_choice: { type: "function", function: { name: "weather" } } },
    { tool_choice: { type: "function", name: "weather" } },
  ],
  [
    "the choice of a custom tool",
    { tool_choice: { type: "custom", custom: { name: "code" } } },
    { tool_choice: { type: "custom", name: "code" } },
  ],
  [
    "the choice among some",
    {
      tool_choice: {
        type: "allowed_tools",
        allowed_tools: {
          mode: "required",
          tools: [
            { type: "function", function: { name: "weather" } },
            { type: "custom", custom: { name: "code" } },
            { type: "teleport" },
          ],
        },
      },
    },
    {
      tool_choice: {
        type: "allowed_tools",
        mode: "required",
        tools: [{ type: "function", name: "weather" }, { type: "custom", name: "code" }, { type: "teleport" }],
      },
    },
  ],
])("%s", (_, chat, responses) => {
  expect(bodyOf({ ...chat })).toEqual({ ...bodyOf({}), ...responses });
});

test("an unknown tool stays as it is", () => {
  expect(bodyOf({ tools: unknown, tool_choice: unknown[0] })).toMatchObject({
    tools: unknown,
    tool_choice: unknown[0],
  });
});
