/** The API's own tools that the client runs, at a chat backend: functions there, and items of their own on the way back. */
import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../../runtime/protocols/json/json-object.ts";
import { accepted, backOf, streamed, translate } from "../support/translate-responses.ts";

const call = (name: string, args: string) => ({
  index: 0,
  id: "call_1",
  type: "function",
  function: { name, arguments: args },
});
const answer = (name: string, args: string): JsonObject => ({
  choices: [
    {
      index: 0,
      message: { role: "assistant", content: null, tool_calls: [call(name, args)] },
      finish_reason: "tool_calls",
    },
  ],
});

const outputOf = (fields: JsonObject, whole: JsonObject) => backOf(fields).whole(whole)?.output as readonly unknown[];

const CALLS: readonly (readonly [tool: JsonObject, args: JsonObject, item: JsonObject])[] = [
  [
    { type: "local_shell" },
    { command: ["ls", "-l"], working_directory: "/tmp" },
    { type: "local_shell_call", action: { type: "exec", command: ["ls", "-l"], env: {}, working_directory: "/tmp" } },
  ],
  [
    { type: "shell", environment: { type: "local" } },
    { commands: ["ls"], timeout_ms: 5 },
    { type: "shell_call", action: { commands: ["ls"], timeout_ms: 5, max_output_length: null } },
  ],
  [
    { type: "apply_patch" },
    { type: "update_file", path: "a.ts", diff: "@@\n-a\n+b\n" },
    { type: "apply_patch_call", operation: { type: "update_file", path: "a.ts", diff: "@@\n-a\n+b\n" } },
  ],
  [
    { type: "tool_search", execution: "client", description: "Find tools.", parameters: { type: "object" } },
    { query: "mail" },
    { type: "tool_search_call", execution: "client", arguments: { query: "mail" } },
  ],
];

describe.each(CALLS)("%j", (tool, args, item) => {
  const name = String(tool.type);
  const fields = { tools: [tool] };
  const expected = { ...item, call_id: "call_1", id: expect.stringMatching(/./), status: "completed" };

  test("is offered as a function", () => {
    const { fields: sent, warnings } = accepted({ input: "Hi", ...fields });
    expect(sent.tools).toMatchObject([{ type: "function", function: { name, parameters: { type: "object" } } }]);
    expect(warnings).toEqual([]);
  });

  test("can be chosen, alone or among others", () => {
    const one = accepted({ input: "Hi", ...fields, tool_choice: { type: name } });
    expect(one.fields.tool_choice).toEqual({ type: "function", function: { name } });
    const some = accepted({
      input: "Hi",
      ...fields,
      tool_choice: { type: "allowed_tools", mode: "auto", tools: [{ type: name }] },
    });
    expect(some.fields.tools).toHaveLength(1);
  });

  test("is called with an item of its own", () => {
    expect(outputOf(fields, answer(name, JSON.stringify(args)))).toEqual([expected]);
  });

  test("is called in a stream, once its arguments are complete", () => {
    const text = JSON.stringify(args);
    const piece = (delta: object, finish: string | null = null) => ({
      choices: [{ index: 0, delta, finish_reason: finish }],
    });
    const events = streamed(
      [
        piece({ tool_calls: [call(name, text.slice(0, 5))] }),
        piece({ tool_calls: [{ index: 0, function: { arguments: text.slice(5) } }] }),
        piece({}, "tool_calls"),
      ],
      fields,
    );
    expect(events.map(({ type }) => type).slice(2)).toEqual([
      "response.output_item.added",
      "response.output_item.done",
      "response.completed",
    ]);
    expect(events[3]).toMatchObject({ output_index: 0, item: expected });
    expect(events[4]).toMatchObject({ response: { output: [expected] } });
  });

  test("comes back in the next request as the call of the function", () => {
    const [made] = outputOf(fields, answer(name, JSON.stringify(args)));
    const { messages } = accepted({ input: [made, { role: "user", content: "Hi" }] }).fields;
    const [{ tool_calls: calls } = { tool_calls: [] }] = messages as {
      tool_calls: { id: string; function: { name: string; arguments: string } }[];
    }[];
    expect(calls[0]).toMatchObject({ id: "call_1", function: { name } });
    expect(JSON.parse(calls[0]?.function.arguments ?? "")).toMatchObject(args);
  });
});

test("a function of the same name stays a function", () => {
  const tools = [{ type: "apply_patch" }, { type: "function", name: "apply_patch", parameters: { type: "object" } }];
  expect(outputOf({ tools }, answer("apply_patch", "{}"))).toMatchObject([
    { type: "function_call", name: "apply_patch", arguments: "{}" },
  ]);
});

test.each([
  { type: "tool_search" },
  { type: "tool_search", execution: "server" },
  { type: "shell", environment: { type: "container_auto" } },
])("what the API runs is left out with a warning: %j", (tool) => {
  const { fields, warnings } = accepted({ input: "Hi", tools: [tool] });
  expect(fields).not.toHaveProperty("tools");
  expect(warnings).toEqual([expect.stringContaining(String(tool.type))]);
});

test("arguments that are no object do no harm", () => {
  expect(outputOf({ tools: [{ type: "shell" }] }, answer("shell", "oops"))).toMatchObject([
    { type: "shell_call", action: { commands: [] } },
  ]);
});

test.each(["compaction", "compaction_trigger", "compaction_summary"])("%s is refused, not dropped", (type) => {
  expect(
    translate({
      model: "m",
      input: [
        { type, encrypted_content: "g" },
        { role: "user", content: "Hi" },
      ],
    }),
  ).toMatchObject({
    kind: "refused",
    error: { code: "unsupported_parameter", param: "input[0]" },
  });
});

test.each([
  [{ output: "It is 7." }, "It is 7."],
  [{ error: "It is broken." }, "It is broken."],
  [{ output: null }, ""],
])("the output of an MCP tool is kept as text: %j", (result, text) => {
  const item = { type: "mcp_call", id: "mcp_1", server_label: "clock", name: "now", arguments: "{}", ...result };
  const { fields, warnings } = accepted({ input: [item, { role: "user", content: "Hi" }] });
  expect(fields.messages).toEqual([
    { role: "assistant", content: `[The MCP tool clock.now was called with {} and returned:]\n${text}` },
    { role: "user", content: "Hi" },
  ]);
  expect(warnings).toEqual([]);
});
