import type { ChatCompletionMessageParam } from "openai/resources/chat/completions";
import type { ResponseInputItem } from "openai/resources/responses/responses";
import { expect, test } from "vitest";
import { bodyOf, translated } from "../support/translate-chat.ts";

/** Reasoning has no place in the package's types. */
type Message = ChatCompletionMessageParam | { role: "assistant"; content: string; reasoning_items?: object[] };

const hi: Message = { role: "user", content: "Hi" };
const hiItem: ResponseInputItem = { type: "message", role: "user", content: "Hi" };
const weather = { name: "weather", arguments: '{"city":"Bern"}' };

test.each<[string, Message[], ResponseInputItem[]]>([
  ["a text", [hi], [hiItem]],
  [
    "parts",
    [
      {
        role: "user",
        content: [
          { type: "text", text: "What is this?", prompt_cache_breakpoint: { mode: "explicit" } },
          { type: "image_url", image_url: { url: "https://example.org/a.png", detail: "low" } },
          { type: "image_url", image_url: { url: "data:image/png;base64,AAAA" } },
          { type: "file", file: { file_data: "data:application/pdf;base64,AAAA", filename: "a.pdf" } },
          { type: "file", file: { file_id: "file_1" } },
        ],
      },
    ],
    [
      {
        type: "message",
        role: "user",
        content: [
          { type: "input_text", text: "What is this?", prompt_cache_breakpoint: { mode: "explicit" } },
          { type: "input_image", image_url: "https://example.org/a.png", detail: "low" },
          { type: "input_image", image_url: "data:image/png;base64,AAAA", detail: "auto" },
          { type: "input_file", file_data: "data:application/pdf;base64,AAAA", filename: "a.pdf" },
          { type: "input_file", file_id: "file_1" },
        ],
      },
    ],
  ],
  [
    "instructions further on",
    [
      hi,
      { role: "developer", content: "Be brief." },
      { role: "system", content: [{ type: "text", text: "Be kind." }] },
    ],
    [
      hiItem,
      { type: "message", role: "developer", content: "Be brief." },
      { type: "message", role: "system", content: [{ type: "input_text", text: "Be kind." }] },
    ],
  ],
  [
    "an assistant's text",
    [hi, { role: "assistant", content: "Hello" }, hi],
    [hiItem, { type: "message", role: "assistant", content: "Hello" }, hiItem],
  ],
  [
    "parallel calls and their results",
    [
      hi,
      {
        role: "assistant",
        content: "One moment.",
        tool_calls: [
          { id: "call_1", type: "function", function: weather },
          { id: "call_2", type: "custom", custom: { name: "code", input: "print(1)" } },
        ],
      },
      { role: "tool", tool_call_id: "call_2", content: [{ type: "text", text: "1" }] },
      { role: "tool", tool_call_id: "call_1", content: "sunny" },
    ],
    [
      hiItem,
      { type: "message", role: "assistant", content: "One moment." },
      { type: "function_call", call_id: "call_1", ...weather },
      { type: "custom_tool_call", call_id: "call_2", name: "code", input: "print(1)" },
      { type: "custom_tool_call_output", call_id: "call_2", output: [{ type: "input_text", text: "1" }] },
      { type: "function_call_output", call_id: "call_1", output: "sunny" },
    ],
  ],
  [
    "calls without a word",
    [hi, { role: "assistant", content: null, tool_calls: [{ id: "call_1", type: "function", function: weather }] }],
    [hiItem, { type: "function_call", call_id: "call_1", ...weather }],
  ],
  [
    "function calls as they were before",
    [
      hi,
      { role: "assistant", content: null, function_call: weather },
      { role: "function", name: "weather", content: "sunny" },
      { role: "assistant", content: null, function_call: weather },
      { role: "function", name: "weather", content: null },
    ],
    [
      hiItem,
      { type: "function_call", call_id: "call_function_0", ...weather },
      { type: "function_call_output", call_id: "call_function_0", output: "sunny" },
      { type: "function_call", call_id: "call_function_1", ...weather },
      { type: "function_call_output", call_id: "call_function_1", output: "" },
    ],
  ],
  [
    "encrypted reasoning",
    [
      hi,
      {
        role: "assistant",
        content: "Hello",
        reasoning_content: "Hm.",
        reasoning_items: [
          {
            type: "reasoning",
            id: "rs_1",
            encrypted_content: "AAAA",
            summary: [{ type: "summary_text", text: "Hm." }],
          },
          { id: "rs_2", encrypted_content: "BBBB" },
          { type: "reasoning", id: "rs_3", summary: [] },
        ],
      } as Message,
    ],
    [
      hiItem,
      { type: "reasoning", id: "rs_1", encrypted_content: "AAAA", summary: [{ type: "summary_text", text: "Hm." }] },
      { type: "reasoning", id: "rs_2", encrypted_content: "BBBB", summary: [] },
      { type: "message", role: "assistant", content: "Hello" },
    ],
  ],
])("%s", (_, messages, input) => {
  const { fields, warnings } = translated({ messages });
  expect(fields).toEqual({ ...bodyOf({}), input });
  expect(warnings).toEqual([]);
});

// The package has no input of these kinds though the API does.
test.each<[string, Message, object]>([
  [
    "an assistant's parts",
    {
      role: "assistant",
      content: [
        { type: "text", text: "No." },
        { type: "refusal", refusal: "Never." },
      ],
    },
    {
      type: "message",
      role: "assistant",
      content: [
        { type: "output_text", text: "No.", annotations: [] },
        { type: "refusal", refusal: "Never." },
      ],
    },
  ],
  [
    "a refusal",
    { role: "assistant", content: null, refusal: "Never." },
    { type: "message", role: "assistant", content: [{ type: "refusal", refusal: "Never." }] },
  ],
  [
    "a sound",
    { role: "user", content: [{ type: "input_audio", input_audio: { data: "AAAA", format: "wav" } }] },
    { type: "message", role: "user", content: [{ type: "input_audio", input_audio: { data: "AAAA", format: "wav" } }] },
  ],
])("%s", (_, message, item) => {
  expect(bodyOf({ messages: [hi, message] }).input).toEqual([hiItem, item]);
});

test.each<[string, unknown[], unknown, unknown[]]>([
  ["a system message", [{ role: "system", content: "Be brief." }, hi], "Be brief.", [hiItem]],
  [
    "all that lead",
    [
      { role: "system", content: "Be brief." },
      { role: "developer", content: [{ type: "text", text: "Be kind." }] },
      hi,
    ],
    "Be brief.\n\nBe kind.",
    [hiItem],
  ],
  ["a blank one", [{ role: "system", content: "" }, hi], undefined, [hiItem]],
  [
    "none that is all there is",
    [{ role: "system", content: "Say hi." }],
    undefined,
    [{ type: "message", role: "system", content: "Say hi." }],
  ],
  [
    "none that says more than text",
    [{ role: "system", content: [{ type: "image_url", image_url: { url: "u" } }] }, hi],
    undefined,
    [{ type: "message", role: "system", content: [{ type: "input_image", image_url: "u", detail: "auto" }] }, hiItem],
  ],
])("instructions are made of %s", (_, messages, instructions, input) => {
  const body = bodyOf({ messages });
  expect(body.instructions).toBe(instructions);
  expect(body.input).toEqual(input);
});

test("a name and an assistant's audio are left out with a warning; a function's name is not missed", () => {
  const messages = [
    { role: "user", name: "Ada", content: "Hi" },
    { role: "assistant", audio: { id: "audio_1" }, content: null },
    { role: "function", name: "f", content: "x" },
  ];
  expect(translated({ messages }).warnings).toEqual([
    "messages[].name: not a parameter of /responses, ignored",
    "messages[].audio: not a parameter of /responses, ignored",
  ]);
});

test("a call returns to its namespace", () => {
  const called = { name: "find", namespace: "maps", arguments: "{}" };
  const message = {
    role: "assistant",
    content: null,
    tool_calls: [{ id: "call_1", type: "function", function: called }],
  };
  expect(bodyOf({ messages: [hi, message] }).input).toEqual([
    hiItem,
    { type: "function_call", call_id: "call_1", ...called },
  ]);
});

test("unknown parts are left to the upstream", () => {
  const part = { type: "hologram", data: "x" };
  const messages = ["text", null, { role: "user", content: [part, 5, "words"] }, { role: "critic", content: null }];
  expect(bodyOf({ messages }).input).toEqual([
    "text",
    null,
    { type: "message", role: "user", content: [part, 5, { type: "input_text", text: "words" }] },
    { type: "message", role: "critic", content: "" },
  ]);
  expect(bodyOf({ messages: "Hi" }).input).toBe("Hi");
  expect("input" in bodyOf({ messages: null })).toBe(false);
});
