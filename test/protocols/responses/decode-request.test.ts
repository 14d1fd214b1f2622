import { expect, test } from "vitest";
import type { JsonObject } from "../../../runtime/protocols/json/json-object.ts";
import { decodeResponsesRequest } from "../../../runtime/protocols/responses/decode-request/decode-request.ts";

const askIn = (fields: JsonObject) => decodeResponsesRequest(fields, null).ask;

test("what the model can express is not an extra", () => {
  const ask = askIn({
    model: "m",
    instructions: "Be brief.",
    input: "Hi",
    max_output_tokens: 9,
    temperature: 0,
    reasoning: { effort: "low", summary: "auto" },
    text: { format: { type: "json_schema", name: "n", schema: {}, description: "d" } },
    tool_choice: { type: "function", name: "f" },
    stream: true,
  });
  expect(ask).toMatchObject({
    turns: [
      { role: "system", content: "Be brief." },
      { role: "user", content: "Hi" },
    ],
    limit: 9,
    sampling: { temperature: 0 },
    reasoning: { effort: "low", shown: true },
    format: { kind: "schema", name: "n", strict: null, extras: { members: { description: "d" } } },
    choice: { kind: "one", tool: { kind: "function", name: "f", namespace: null } },
    stream: true,
    extras: null,
  });
});

test("unknown members are extras under their own names, as are the rest of text and reasoning", () => {
  const { extras } = askIn({
    something_new: 1,
    temperature: "hot",
    text: { verbosity: "low" },
    reasoning: { effort: "low", context: "all" },
  });
  expect(extras).toEqual({
    family: "openai",
    members: { something_new: 1, temperature: "hot", text: { verbosity: "low" }, reasoning: { context: "all" } },
  });
});

test("items become turns; those that only the API supports keep their place", () => {
  const input = [
    { type: "reasoning", id: "rs_1", summary: [{ type: "summary_text", text: "Hm." }], encrypted_content: "sealed" },
    { type: "custom_tool_call", call_id: "a", name: "patch", input: "x" },
    { type: "custom_tool_call_output", call_id: "a", output: "ok" },
    { type: "web_search_call", id: "ws_1" },
    7,
  ];
  expect(askIn({ input }).turns).toMatchObject([
    {
      role: "assistant",
      content: [{ kind: "reasoning", text: "Hm.", continuation: { from: "responses", id: "rs_1", data: "sealed" } }],
    },
    { role: "assistant", content: [{ kind: "call", id: "a", tool: "custom", name: "patch", input: "x" }] },
    { role: "user", content: [{ kind: "result", call: "a", content: "ok" }] },
    { role: "foreign", family: "openai", value: { type: "web_search_call", id: "ws_1" }, place: "input[3]" },
    { role: "foreign", family: "openai", value: 7, place: "input[4]" },
  ]);
});

test("tools of a namespace keep it, and those from items keep their place", () => {
  const tools = [{ type: "namespace", name: "crm", tools: [{ type: "function", name: "find" }] }];
  const input = [{ type: "additional_tools", tools: [{ type: "web_search" }] }];
  expect(askIn({ tools, input }).tools).toMatchObject([
    { kind: "function", name: "find", namespace: "crm" },
    { kind: "foreign", family: "openai", place: "input[0].tools[0]" },
  ]);
});

test("an answer needs the whole request, which it repeats", () => {
  const fields = { input: "Hi", metadata: { a: "b" } };
  expect(decodeResponsesRequest(fields, null).options).toEqual({ fields });
});

test("any nesting depth is accepted", () => {
  const deep = JSON.parse(`${'{"a":'.repeat(20_000)}1${"}".repeat(20_000)}`);
  const call = { type: "shell_call", call_id: "a", action: deep };
  const { turns } = askIn({ input: [deep, call, { type: "shell_call_output", call_id: "a", output: deep }], x: deep });
  expect(turns).toHaveLength(3);
});
