import type { ResponseInputItem } from "openai/resources/responses/responses";
import { expect, test } from "vitest";
import { accepted, chatBackend } from "../support/translate-responses.ts";

type Items = readonly (ResponseInputItem | object)[];

function messagesOf(input: Items | string, fields: object = {}, backend = chatBackend()): unknown {
  return accepted({ model: "m", input, ...fields }, backend).fields.messages;
}

const hi = { role: "user", content: "Hi" };
const call = (call_id: string, name = "now", given = "{}") => ({
  type: "function_call",
  call_id,
  name,
  arguments: given,
});
const output = (call_id: string, said: unknown = "12:00") => ({ type: "function_call_output", call_id, output: said });
const chatCall = (id: string, name = "now", given = "{}") => ({
  id,
  type: "function",
  function: { name, arguments: given },
});
const called = (...ids: string[]) => ({ role: "assistant", content: null, tool_calls: ids.map((id) => chatCall(id)) });
const tool = (tool_call_id: string, content = "12:00") => ({ role: "tool", tool_call_id, content });
const said = (text: string) => ({
  type: "message",
  role: "assistant",
  content: [{ type: "output_text", text, annotations: [] }],
});
const thought = (text: string) => ({
  type: "reasoning",
  id: "rs_1",
  summary: [{ type: "summary_text", text }],
  encrypted_content: "x",
});
const shown = (image: string) => ({ type: "input_image", image_url: image, detail: "auto" });

test("instructions come first, and a plain text is the user's", () => {
  expect(messagesOf("Hi", { instructions: "Be kind." })).toEqual([{ role: "system", content: "Be kind." }, hi]);
});

test.each<[string, readonly unknown[], unknown]>([
  ["one text", [{ type: "input_text", text: "Hi" }], "Hi"],
  [
    "texts",
    [
      { type: "input_text", text: "a" },
      { type: "input_text", text: "b" },
    ],
    [
      { type: "text", text: "a" },
      { type: "text", text: "b" },
    ],
  ],
  [
    "a text with more to it",
    [{ type: "input_text", text: "a", cache_control: { type: "ephemeral" } }],
    [{ type: "text", text: "a", cache_control: { type: "ephemeral" } }],
  ],
  [
    "an image",
    [shown("data:image/png;base64,AA==")],
    [{ type: "image_url", image_url: { url: "data:image/png;base64,AA==", detail: "auto" } }],
  ],
  [
    "an image at full size",
    [{ type: "input_image", image_url: "https://a.example/a.png", detail: "original" }],
    [{ type: "image_url", image_url: { url: "https://a.example/a.png", detail: "high" } }],
  ],
  [
    "an uploaded image",
    [{ type: "input_image", file_id: "file-1", detail: "auto" }],
    [{ type: "file", file: { file_id: "file-1" } }],
  ],
  [
    "a file",
    [{ type: "input_file", filename: "a.pdf", file_data: "data:application/pdf;base64,AA==" }],
    [{ type: "file", file: { filename: "a.pdf", file_data: "data:application/pdf;base64,AA==" } }],
  ],
  ["an uploaded file", [{ type: "input_file", file_id: "file-1" }], [{ type: "file", file: { file_id: "file-1" } }]],
  [
    "a file by its address",
    [{ type: "input_file", file_url: "https://a.example/a.pdf" }],
    [{ type: "file", file: { file_data: "https://a.example/a.pdf" } }],
  ],
  [
    "sound",
    [{ type: "input_audio", input_audio: { data: "AA==", format: "wav" } }],
    [{ type: "input_audio", input_audio: { data: "AA==", format: "wav" } }],
  ],
  ["what nobody knows", [{ type: "input_smell", smell: "rose" }], [{ type: "input_smell", smell: "rose" }]],
])("%s of a user", (_, content, expected) => {
  expect(messagesOf([{ type: "message", role: "user", content }])).toEqual([{ role: "user", content: expected }]);
});

const system = [
  { role: "developer", content: "A" },
  { type: "message", role: "system", content: [{ type: "input_text", text: "B" }] },
  hi,
  { role: "developer", content: "C" },
];

test("a server of open models gets one system message at the start", () => {
  const first = { role: "system", content: "I\n\nA\n\nB" };
  expect(messagesOf(system, { instructions: "I" })).toEqual([first, hi, { role: "user", content: "C" }]);
});

test("OpenAI gets each one unchanged", () => {
  expect(messagesOf(system, { instructions: "I" }, chatBackend("openai"))).toEqual([
    { role: "system", content: "I" },
    { role: "developer", content: "A" },
    { role: "system", content: "B" },
    hi,
    { role: "developer", content: "C" },
  ]);
});

test("a turn's reasoning, text and calls are one message", () => {
  expect(messagesOf([hi, thought("Hm"), said("Let me see."), call("a"), call("b"), output("a"), output("b")])).toEqual([
    hi,
    { role: "assistant", content: "Let me see.", reasoning_content: "Hm", tool_calls: [chatCall("a"), chatCall("b")] },
    tool("a"),
    tool("b"),
  ]);
});

test.each<[string, Items, readonly unknown[]]>([
  [
    "calls one after the other",
    [call("a"), output("a"), call("b"), output("b")],
    [called("a"), tool("a"), called("b"), tool("b")],
  ],
  [
    "outputs in another order",
    [call("a"), call("b"), output("b", "2"), output("a", "1")],
    [called("a", "b"), tool("a", "1"), tool("b", "2")],
  ],
  [
    "an output behind what came between",
    [call("a"), hi, said("Yes"), output("a")],
    [called("a"), tool("a"), hi, { role: "assistant", content: "Yes" }],
  ],
  [
    "a text behind its call",
    [call("a"), said("So"), output("a")],
    [{ role: "assistant", content: "So", tool_calls: [chatCall("a")] }, tool("a")],
  ],
  ["a call without its output", [call("a"), hi], [called("a"), hi]],
  ["an output without its call", [output("a"), hi], [tool("a"), hi]],
  ["an output before its call", [output("a"), call("a")], [tool("a"), called("a")]],
  [
    "ids that are counted anew",
    [call("0"), output("0", "1"), call("0"), output("0", "2")],
    [called("0"), tool("0", "1"), called("0"), tool("0", "2")],
  ],
  [
    "two texts",
    [said("A"), said("B")],
    [
      { role: "assistant", content: "A" },
      { role: "assistant", content: "B" },
    ],
  ],
  [
    "reasoning between two texts",
    [said("A"), thought("Hm"), said("B")],
    [
      { role: "assistant", content: "A" },
      { role: "assistant", content: "B", reasoning_content: "Hm" },
    ],
  ],
  ["reasoning that led to nothing", [thought("Hm"), hi, said("A")], [hi, { role: "assistant", content: "A" }]],
  [
    "reasoning in full",
    [{ type: "reasoning", id: "r", summary: [], content: [{ type: "reasoning_text", text: "Hm" }] }, said("A")],
    [{ role: "assistant", content: "A", reasoning_content: "Hm" }],
  ],
  [
    "a refusal",
    [{ type: "message", role: "assistant", content: [{ type: "refusal", refusal: "No" }] }],
    [{ role: "assistant", content: null, refusal: "No" }],
  ],
])("%s", (_, input, expected) => {
  expect(messagesOf(input)).toEqual(expected);
});

test("images from tools follow as a user's message, after the outputs", () => {
  const input = [
    call("a"),
    call("b"),
    output("a", [{ type: "input_text", text: "Look" }, shown("data:a")]),
    output("b", [shown("data:b")]),
  ];
  const image = (url: string) => ({ type: "image_url", image_url: { url, detail: "auto" } });
  expect(messagesOf(input)).toEqual([
    called("a", "b"),
    tool("a", "Look"),
    tool("b", "The output follows in the next message."),
    {
      role: "user",
      content: [
        { type: "text", text: "Output of the tool call a:" },
        image("data:a"),
        { type: "text", text: "Output of the tool call b:" },
        image("data:b"),
      ],
    },
  ]);
});

test.each<[string, object, object, object, string]>([
  [
    "a custom tool",
    { type: "custom_tool_call", call_id: "a", name: "patch", input: "x" },
    { type: "custom_tool_call_output", call_id: "a", output: "ok" },
    chatCall("a", "patch", '{"input":"x"}'),
    "ok",
  ],
  [
    "a tool of a namespace",
    { ...call("a"), namespace: "crm" },
    output("a", { any: 1 }),
    chatCall("a", "crm__now"),
    '{"any":1}',
  ],
  [
    "the local shell",
    { type: "local_shell_call", id: "lsh_1", call_id: "a", action: { type: "exec", command: ["ls"] } },
    { type: "local_shell_call_output", id: "lsh_1", output: "a.txt" },
    chatCall("a", "local_shell", '{"type":"exec","command":["ls"]}'),
    "a.txt",
  ],
  [
    "the shell",
    { type: "shell_call", call_id: "a", action: { commands: ["ls"] } },
    {
      type: "shell_call_output",
      call_id: "a",
      output: [{ stdout: "a", stderr: "", outcome: { type: "exit", exit_code: 0 } }],
    },
    chatCall("a", "shell", '{"commands":["ls"]}'),
    '[{"stdout":"a","stderr":"","outcome":{"type":"exit","exit_code":0}}]',
  ],
  [
    "a patch",
    { type: "apply_patch_call", call_id: "a", operation: { type: "delete_file", path: "a" } },
    { type: "apply_patch_call_output", call_id: "a", status: "failed" },
    chatCall("a", "apply_patch", '{"type":"delete_file","path":"a"}'),
    "failed",
  ],
])("a call of %s", (_, item, itsOutput, expected, content) => {
  expect(messagesOf([item, itsOutput])).toEqual([
    { role: "assistant", content: null, tool_calls: [expected] },
    tool("a", content),
  ]);
});

test("a custom tool's call stays one if the backend supports them", () => {
  const item = { type: "custom_tool_call", call_id: "a", name: "patch", input: "x" };
  expect(messagesOf([item], {}, chatBackend("openai"))).toEqual([
    {
      role: "assistant",
      content: null,
      tool_calls: [{ id: "a", type: "custom", custom: { name: "patch", input: "x" } }],
    },
  ]);
});

test.each([
  ["openai", chatBackend("openai"), null],
  ["mistral", chatBackend({ type: "mistral" }), null],
  ["groq", chatBackend({ type: "groq" }), "reasoning"],
  ["a stand-in for OpenAI", chatBackend({ type: "openai" }), "reasoning_content"],
])("reasoning is sent to %s, which accept it", (_, backend, member) => {
  const expected = { role: "assistant", content: "A", ...(member === null ? {} : { [member]: "Hm" }) };
  expect(messagesOf([thought("Hm"), said("A")], {}, backend)).toEqual([expected]);
});

test("items of hosted tools are left out with a warning", () => {
  const { fields, warnings } = accepted({
    model: "m",
    input: [{ type: "web_search_call", id: "ws_1" }, hi, 7],
  });
  expect(fields.messages).toEqual([hi]);
  expect(warnings).toEqual([
    "input[0] (web_search_call): not available at local, left out",
    "input[2]: not an item, left out",
  ]);
});
