/** The provider that pairings are tried with refuses what the API refuses, so that a sloppy translation shows. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { post } from "../../support/client.ts";
import type { Json } from "../../support/openai-upstream/rules.ts";
import { type OpenAiUpstream, startOpenAi } from "../../support/openai-upstream/start.ts";

let provider: OpenAiUpstream;
beforeAll(async () => {
  provider = await startOpenAi();
});
afterAll(() => provider?.close());

const user = { role: "user", content: "hi" };
const call = { id: "call_1", type: "function", function: { name: "f", arguments: "{}" } };
const assistant = { role: "assistant", content: null, tool_calls: [call] };
const tool = { role: "tool", tool_call_id: "call_1", content: "x" };
const parameters = { type: "object", properties: { a: { type: "string" } }, required: [] };

type Case = readonly [why: string, fields: Json, code: string | null, param: string | null];

const chat: readonly Case[] = [
  ["an unknown parameter", { instructions: "x" }, "unknown_parameter", "instructions"],
  ["an unknown role", { messages: [{ role: "robot", content: "x" }] }, "invalid_value", "messages[0].role"],
  ["no messages", { messages: [] }, "empty_array", "messages"],
  [
    "a part of the other protocol",
    { messages: [{ role: "user", content: [{ type: "input_text", text: "x" }] }] },
    "invalid_value",
    "messages[0].content[0].type",
  ],
  [
    "an image as text",
    { messages: [{ role: "user", content: [{ type: "image_url", image_url: "https://x/y" }] }] },
    "invalid_type",
    "messages[0].content[0].image_url",
  ],
  [
    "an image in a system message",
    { messages: [{ role: "system", content: [{ type: "image_url", image_url: { url: "https://x/y" } }] }] },
    "invalid_value",
    "messages[0].content[0].type",
  ],
  [
    "a tool of the other protocol",
    { tools: [{ type: "function", name: "f", parameters: {} }] },
    "missing_required_parameter",
    "tools[0].function",
  ],
  ["tools that are none", { tools: [] }, "empty_array", "tools"],
  ["a choice without tools", { tool_choice: "auto" }, null, "tool_choice"],
  ["parallel calls without tools", { parallel_tool_calls: true }, null, "parallel_tool_calls"],
  [
    "a choice of the other protocol",
    { tools: [{ type: "function", function: { name: "f" } }], tool_choice: { type: "function", name: "f" } },
    "missing_required_parameter",
    "tool_choice.function",
  ],
  [
    "a strict function that is not",
    { tools: [{ type: "function", function: { name: "f", strict: true, parameters } }] },
    "invalid_function_parameters",
    "tools[0].function.parameters",
  ],
  [
    "a namespace",
    { tools: [{ type: "namespace", name: "n", description: "", tools: [] }] },
    "invalid_value",
    "tools[0].type",
  ],
  [
    "a name with a dot",
    { tools: [{ type: "function", function: { name: "a.b" } }] },
    "invalid_value",
    "tools[0].function.name",
  ],
  ["a result without its call", { messages: [user, tool] }, null, "messages.[1].role"],
  ["a call without its result", { messages: [user, assistant, user] }, null, "messages.[2].role"],
  [
    "a format of the other protocol",
    { response_format: { type: "json_schema", name: "a", schema: {} } },
    "missing_required_parameter",
    "response_format.json_schema",
  ],
  ["options of streams for what is none", { stream_options: { include_usage: true } }, null, "stream_options"],
  ["metadata of what is not stored", { metadata: { a: "b" } }, null, "metadata"],
  ["JSON mode without the word", { response_format: { type: "json_object" } }, null, "messages"],
  ["null where it is none", { messages: null }, "invalid_type", "messages"],
];

const responses: readonly Case[] = [
  ["an unknown parameter", { messages: [] }, "unknown_parameter", "messages"],
  ["a role of the other protocol", { input: [{ role: "tool", content: "x" }] }, "invalid_value", "input[0].role"],
  [
    "a part of the other protocol",
    { input: [{ role: "user", content: [{ type: "text", text: "x" }] }] },
    "invalid_value",
    "input[0].content[0].type",
  ],
  [
    "what users say from an assistant",
    { input: [{ role: "assistant", content: [{ type: "input_text", text: "x" }] }] },
    "invalid_value",
    "input[0].content[0].type",
  ],
  [
    "an image as an object",
    { input: [{ role: "user", content: [{ type: "input_image", image_url: { url: "https://x/y" } }] }] },
    "invalid_type",
    "input[0].content[0].image_url",
  ],
  [
    "a tool of the other protocol",
    { tools: [{ type: "function", function: { name: "f" } }] },
    "missing_required_parameter",
    "tools[0].name",
  ],
  [
    "a function that does not say whether it is strict",
    { tools: [{ type: "function", name: "f", parameters: {} }] },
    "missing_required_parameter",
    "tools[0].strict",
  ],
  [
    "a strict function that is not",
    { tools: [{ type: "function", name: "f", strict: true, parameters }] },
    "invalid_function_parameters",
    "tools[0].parameters",
  ],
  [
    "a grammar of the other protocol",
    { tools: [{ type: "custom", name: "c", format: { type: "grammar", grammar: {} } }] },
    "missing_required_parameter",
    "tools[0].format.definition",
  ],
  [
    "a result without its call",
    { input: [{ type: "function_call_output", call_id: "call_1", output: "x" }] },
    null,
    "input",
  ],
  [
    "a call without its result",
    { input: [{ type: "function_call", call_id: "call_1", name: "f", arguments: "{}" }, user] },
    null,
    "input",
  ],
  [
    "a result of another kind of call",
    {
      input: [
        { type: "custom_tool_call", call_id: "call_1", name: "f", input: "" },
        { type: "function_call_output", call_id: "call_1", output: "x" },
      ],
    },
    null,
    "input",
  ],
  [
    "an id of another make",
    { input: [{ type: "function_call", id: "call_1", call_id: "call_1", name: "f", arguments: "{}" }] },
    "invalid_value",
    "input[0].id",
  ],
  ["thoughts that lead to nothing", { input: [{ type: "reasoning", id: "rs_1", summary: [] }, user] }, null, "input"],
  [
    "a format of the other protocol",
    { text: { format: { type: "json_schema", json_schema: {} } } },
    "missing_required_parameter",
    "text.format.name",
  ],
  [
    "options of the other protocol",
    { stream: true, stream_options: { include_usage: true } },
    "unknown_parameter",
    "stream_options.include_usage",
  ],
  ["stop", { stop: ["x"] }, "unknown_parameter", "stop"],
  ["too few tokens", { max_output_tokens: 5 }, "integer_below_min_value", "max_output_tokens"],
];

describe.each([
  { path: "/v1/chat/completions", usual: { messages: [user] }, cases: chat },
  { path: "/v1/responses", usual: { input: "hi" }, cases: responses },
])("$path", ({ path, usual, cases }) => {
  const headers = { authorization: "Bearer sk-x" };

  test.each(cases)("%s is rejected", async (_, fields, code, param) => {
    const answer = await post(`${provider.url}${path}`, { model: "text", ...usual, ...fields }, headers);
    expect([answer.status, answer.fields]).toMatchObject([
      400,
      { error: { type: "invalid_request_error", code, param } },
    ]);
  });

  test("a valid request is answered", async () => {
    expect((await post(`${provider.url}${path}`, { model: "text", ...usual }, headers)).status).toBe(200);
  });

  test("a request without a key is rejected", async () => {
    expect((await post(`${provider.url}${path}`, { model: "text", ...usual })).status).toBe(401);
  });
});

test("a model that reasoned before a call requires its reasoning back", async () => {
  const input = [
    user,
    { type: "function_call", call_id: "call_t1", name: "f", arguments: "{}" },
    { type: "function_call_output", call_id: "call_t1", output: "x" },
  ];
  const headers = { authorization: "Bearer sk-x" };
  const answer = await post(`${provider.url}/v1/responses`, { model: "reasoning-call", input }, headers);
  expect([answer.status, answer.text]).toEqual([400, expect.stringContaining("required 'reasoning' item")]);
});

test("a merely compatible server knows neither custom tools nor the Responses API", async () => {
  const headers = { authorization: "Bearer sk-x" };
  const body = { model: "text", messages: [user], tools: [{ type: "custom", custom: { name: "c" } }] };
  const answer = await post(`${provider.url}/compat/v1/chat/completions`, body, headers);
  expect([answer.status, answer.fields]).toMatchObject([400, { error: { param: "tools[0].type" } }]);
  expect((await post(`${provider.url}/compat/v1/responses`, { model: "text", input: "hi" }, headers)).status).toBe(404);
});
