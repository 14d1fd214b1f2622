import { expect, test } from "vitest";
import { accepted, backOf, chatBackend } from "../support/translate-responses.ts";

const parameters = { type: "object", properties: { city: { type: "string" } } };
const now = { type: "function", name: "now", parameters };
const chatNow = { type: "function", function: { name: "now", parameters } };
const then = { type: "function", name: "then", parameters };
const chatThen = { type: "function", function: { name: "then", parameters } };
const patch = { type: "custom", name: "patch", description: "Edits" };
const grammar = { type: "grammar", syntax: "lark", definition: 'start: "a"' };

function bodyOf(fields: object, backend = chatBackend()): Readonly<Record<string, unknown>> {
  return accepted({ model: "m", input: "Hi", ...fields }, backend).fields;
}

test.each<[string, object, object]>([
  [
    "a function",
    { ...now, description: "Tells", strict: true, defer_loading: true },
    { type: "function", function: { name: "now", description: "Tells", parameters, strict: true } },
  ],
  [
    "one that says as little as it may",
    { type: "function", name: "now", parameters: null, strict: null },
    { type: "function", function: { name: "now" } },
  ],
  [
    "members of others",
    { ...now, cache_control: { type: "ephemeral" } },
    { ...chatNow, cache_control: { type: "ephemeral" } },
  ],
  ["one as chat has it", chatNow, chatNow],
])("%s", (_, tool, expected) => {
  expect(bodyOf({ tools: [tool] }).tools).toEqual([expected]);
});

test("a custom tool becomes a function with one text if the backend has none", () => {
  const [tool] = bodyOf({ tools: [{ ...patch, format: grammar }] }).tools as { function: { description: string } }[];
  expect(tool).toMatchObject({
    type: "function",
    function: {
      name: "patch",
      parameters: { type: "object", properties: { input: { type: "string" } }, required: ["input"] },
    },
  });
  expect(tool?.function.description).toBe('Edits\n\n`input` must follow this lark grammar:\nstart: "a"');
});

test("a custom tool stays one if the backend supports them", () => {
  const tools = [{ ...patch, format: grammar }];
  const { type, ...rest } = grammar;
  expect(bodyOf({ tools }, chatBackend("openai")).tools).toEqual([
    { type: "custom", custom: { name: "patch", description: "Edits", format: { type, grammar: rest } } },
  ]);
});

test("namespaces become prefixes of names, and are restored", () => {
  const tools = [{ type: "namespace", name: "crm", tools: [now, patch] }, now, { type: "function", name: "crm__now" }];
  const names = bodyOf({ tools }).tools as { function: { name: string } }[];
  const [first, second, ...plain] = names.map((tool) => tool.function.name);
  expect([second, ...plain]).toEqual(["crm__patch", "now", "crm__now"]);
  expect(first).toMatch(/^crm__now_[a-z0-9]{7}$/);
  const call = (name: string) => ({ id: name, type: "function", function: { name, arguments: '{"input":"a"}' } });
  const calls = [call(first ?? ""), call("crm__patch"), call("crm__now"), call("unknown")];
  const whole = backOf({ tools }).whole({ choices: [{ message: { tool_calls: calls }, finish_reason: "tool_calls" }] });
  expect(whole?.output).toMatchObject([
    { type: "function_call", name: "now", namespace: "crm" },
    { type: "custom_tool_call", name: "patch", namespace: "crm", input: "a" },
    { type: "function_call", name: "crm__now" },
    { type: "function_call", name: "unknown" },
  ]);
  expect(JSON.stringify(whole?.output).split('"namespace"').length - 1).toBe(2);
});

test("long names are cut, and stay different", () => {
  const long = "n".repeat(60);
  const tools = [
    {
      type: "namespace",
      name: "crm",
      tools: [
        { type: "function", name: `${long}a` },
        { type: "function", name: `${long}b` },
      ],
    },
  ];
  const names = (bodyOf({ tools }).tools as { function: { name: string } }[]).map((tool) => tool.function.name);
  expect(new Set(names).size).toBe(2);
  for (const name of names) expect(name).toMatch(/^[A-Za-z0-9_-]{64}$/);
});

test("what a chat server cannot run is left out with a warning", () => {
  const tools = [now, { type: "web_search" }, { type: "mcp", server_label: "a" }, { type: "teleport" }, 7];
  const { fields, warnings } = accepted({ model: "m", input: "Hi", tools });
  expect(fields.tools).toEqual([chatNow]);
  expect(warnings).toEqual([
    "tools[1] (web_search): not available at local, left out",
    "tools[2] (mcp): not available at local, left out",
    "tools[3] (teleport): not available at local, left out",
    "tools[4]: not a tool, left out",
  ]);
});

test("tools from the input are offered too, each once", () => {
  const input = [
    { type: "additional_tools", role: "developer", tools: [then, now] },
    { role: "user", content: "Hi" },
  ];
  const { fields, warnings } = accepted({ model: "m", tools: [now], input });
  expect(fields.tools).toEqual([chatNow, chatThen]);
  expect(warnings).toEqual([]);
});

test("without tools there is no tool choice", () => {
  const fields = bodyOf({ tools: [{ type: "web_search" }], tool_choice: "auto", parallel_tool_calls: true });
  expect(Object.keys(fields)).toEqual(["model", "messages"]);
});

const allowed = {
  type: "allowed_tools",
  mode: "required",
  tools: [{ type: "function", name: "then" }, { type: "web_search" }],
};

test.each<[string, unknown, object]>([
  ["auto", "auto", { tool_choice: "auto" }],
  ["none", "none", { tool_choice: "none" }],
  ["required", "required", { tool_choice: "required" }],
  ["nothing", undefined, {}],
  ["a function", { type: "function", name: "now" }, { tool_choice: { type: "function", function: { name: "now" } } }],
  [
    "a custom tool",
    { type: "custom", name: "patch" },
    { tool_choice: { type: "function", function: { name: "patch" } } },
  ],
  ["some", allowed, { tool_choice: "required", tools: [chatThen] }],
  ["none of ours", { ...allowed, mode: "auto", tools: [{ type: "web_search" }] }, { tool_choice: "none" }],
])("the choice of %s", (_, tool_choice, expected) => {
  const { tools, tool_choice: chosen } = bodyOf({ tools: [now, then, patch], tool_choice });
  const { tools: offered, tool_choice: choice } = { tools, tool_choice: undefined, ...expected };
  expect(chosen).toEqual(choice);
  expect(tools).toEqual(offered);
});

test("the choice of several, and of a custom tool, at OpenAI", () => {
  const choose = (tool_choice: object) =>
    bodyOf({ tools: [now, then, patch], tool_choice, parallel_tool_calls: false }, chatBackend("openai"));
  expect(choose(allowed)).toMatchObject({
    tools: [chatNow, chatThen, { type: "custom" }],
    tool_choice: {
      type: "allowed_tools",
      allowed_tools: { mode: "required", tools: [{ type: "function", function: { name: "then" } }] },
    },
    parallel_tool_calls: false,
  });
  expect(choose({ type: "custom", name: "patch" }).tool_choice).toEqual({ type: "custom", custom: { name: "patch" } });
});
