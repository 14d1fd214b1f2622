/** The instructions and items of a request as turns. */
import { describe, expect, test } from "vitest";
import { decodeResponsesRequest } from "../../../../runtime/protocols/responses/decode-request/decode-request.ts";

const turnsIn = (...input: readonly unknown[]) => decodeResponsesRequest({ input }, null).ask.turns;
const extras = (members: object | null) => (members === null ? null : { family: "openai", members });
const turn = (role: string, content: unknown, members: object | null = null) => ({
  role,
  content,
  extras: extras(members),
  cache: null,
});
const text = (given: string, members: object | null = null) => ({
  kind: "text",
  text: given,
  extras: extras(members),
  cache: null,
});
const foreign = (value: unknown) => ({ kind: "foreign", family: "openai", value });

describe("instructions", () => {
  const instructions = (given: unknown) => decodeResponsesRequest({ instructions: given }, null).ask.turns;

  test.each([
    ["Be brief.", "Be brief."],
    [[{ content: "a" }, 7, { content: [{ text: "b" }, { text: 7 }, { text: "c" }] }], "a\n\nb\nc"],
    [[{ content: 7 }], null],
    ["", null],
    [null, null],
    [7, null],
  ])("%j", (given, content) => {
    expect(instructions(given)).toEqual(content === null ? [] : [turn("system", content)]);
  });

  test("come before the input, which may be a text", () => {
    expect(decodeResponsesRequest({ instructions: "a", input: "b" }, null).ask.turns).toEqual([
      turn("system", "a"),
      turn("user", "b"),
    ]);
    expect(decodeResponsesRequest({ input: { role: "user", content: "b" } }, null).ask.turns).toEqual([]);
  });
});

describe("a message", () => {
  test.each(["user", "system", "developer", "assistant"])("of %s", (role) => {
    const made = turn(role, "Hi");
    expect(turnsIn({ role, content: "Hi" }, { type: "message", role, content: "Hi" })).toEqual([made, made]);
    expect(turnsIn({ type: null, role, content: "Hi" })).toEqual([made]);
  });

  test("of an unknown role is a user's, and keeps the role", () => {
    expect(turnsIn({ role: "critic", content: "Hi" })).toEqual([turn("user", "Hi", { role: "critic" })]);
    expect(turnsIn({ role: 7, content: "Hi" })).toEqual([turn("user", "Hi")]);
    expect(turnsIn({ type: "message", content: "Hi" })).toEqual([turn("user", "Hi")]);
  });

  test.each([[7], [null], ["Hi"], [{ content: "Hi" }], [{ type: "hologram", role: "user" }], [{ id: "msg_1" }]])(
    "is not %j, which keeps its place",
    (item) => {
      expect(turnsIn({ role: "user", content: "Hi" }, item)[1]).toEqual({
        role: "foreign",
        family: "openai",
        value: item,
        place: "input[1]",
      });
    },
  );

  test.each([
    ["a text", "Hi", "Hi"],
    ["nothing", undefined, []],
    ["no parts", [], []],
    ["plain texts", ["Hi", 7], [text("Hi"), foreign(7)]],
    [
      "parts of text",
      [
        { type: "input_text", text: "a" },
        { type: "output_text", text: "b", annotations: [], logprobs: [] },
        { type: "text", text: "c", x: 1 },
        { type: "input_text" },
      ],
      [text("a"), text("b"), text("c", { x: 1 }), text("")],
    ],
    ["a text in chat's form without one", [{ type: "text", text: 7 }], [foreign({ type: "text", text: 7 })]],
    ["an unknown part", [{ type: "hologram" }], [foreign({ type: "hologram" })]],
  ])("with %s", (_, content, expected) => {
    expect(turnsIn({ role: "user", content })).toEqual([turn("user", expected)]);
  });

  test("with a cache hint asks for a cache, and keeps the member", () => {
    const members = { cache_control: { type: "ephemeral", ttl: "1h" } };
    const content = [{ type: "input_text", text: "a", ...members }];
    expect(turnsIn({ role: "user", content })).toEqual([
      turn("user", [{ ...text("a", members), cache: { ttl: "1h" } }]),
    ]);
  });

  test.each([
    ["a text", "Hi", "Hi"],
    ["nothing", null, ""],
    ["no parts", [], ""],
    [
      "a refusal and text",
      [{ type: "refusal", refusal: "No." }, { type: "refusal" }, { type: "output_text", text: "a" }, 7],
      [
        { kind: "refusal", text: "No.", extras: null, cache: null },
        { kind: "refusal", text: "", extras: null, cache: null },
        text("a"),
        foreign(7),
      ],
    ],
  ])("of an assistant with %s", (_, content, expected) => {
    expect(turnsIn({ role: "assistant", content })).toEqual([turn("assistant", expected)]);
  });
});

describe("a part with media", () => {
  const media = (of: string, source: object, name: string | null = null, members: object | null = null) => ({
    kind: "media",
    of,
    media: source,
    name,
    extras: extras(members),
    cache: null,
  });
  const url = (address: string) => ({ kind: "url", url: address });
  const file = { kind: "file", id: "f" };

  test.each([
    [
      "an image",
      { type: "input_image", image_url: "a", detail: "low" },
      media("image", url("a"), null, { detail: "low" }),
    ],
    ["an uploaded image", { type: "input_image", file_id: "f", image_url: null }, media("image", file)],
    ["an image in chat's form", { type: "input_image", image_url: { url: "a" } }, media("image", url("a"))],
    [
      "an image in chat's form with more",
      { type: "input_image", image_url: { url: "a", detail: "low" }, alt: "A" },
      media("image", url("a"), null, { alt: "A", image_url: { detail: "low" } }),
    ],
    ["an image without a URL", { type: "input_image", image_url: { detail: "low" } }, null],
    ["no image", { type: "input_image" }, null],
    [
      "a file's data",
      { type: "input_file", file_data: "data:,a", filename: "a.txt" },
      media("document", url("data:,a"), "a.txt"),
    ],
    ["a file's URL", { type: "input_file", file_url: "u", file_data: null }, media("document", url("u"))],
    ["an uploaded file", { type: "input_file", file_id: "f", filename: null, detail: "low" }, media("document", file)],
    [
      "a file with both, and odd members",
      { type: "input_file", file_data: "data:,a", file_url: "u", file_id: "f", filename: 7, x: 1 },
      media("document", url("data:,a"), null, { file_id: "f", filename: 7, x: 1 }),
    ],
    ["a file whose id is null", { type: "input_file", file_url: "u", file_id: null }, media("document", url("u"))],
    ["no file", { type: "input_file", file_id: 7 }, null],
    [
      "sound",
      { type: "input_audio", input_audio: { data: "AA", format: "wav" } },
      media("audio", { kind: "bytes", type: "audio/wav", base64: "AA" }),
    ],
    ["no sound", { type: "input_audio" }, null],
  ])("%s", (_, part, block) => {
    expect(turnsIn({ role: "user", content: [part] })).toEqual([turn("user", [block ?? foreign(part)])]);
  });
});

describe("reasoning", () => {
  const reasoning = (given: string, continuation: object | null) =>
    turn("assistant", [{ kind: "reasoning", text: given, continuation, extras: null, cache: null }]);

  test.each([
    ["its summary", { summary: [{ text: "a" }, { text: "b" }], content: [{ text: "c" }] }, "a\n\nb"],
    ["its text, without a summary", { summary: [], content: [{ text: "c" }, { text: "d" }] }, "c\n\nd"],
    ["neither", {}, ""],
  ])("is %s", (_, item, given) => {
    expect(turnsIn({ type: "reasoning", id: "rs_1", ...item })).toEqual([reasoning(given, null)]);
  });

  test("that is encrypted names its issuer", () => {
    const sealed = { from: "responses", id: "rs_1", data: "sealed" };
    const item = { type: "reasoning", encrypted_content: "sealed" };
    expect(turnsIn({ ...item, id: "rs_1" }, { ...item, id: "" })).toEqual([
      reasoning("", sealed),
      reasoning("", { ...sealed, id: null }),
    ]);
    expect(turnsIn({ ...item, encrypted_content: "" })).toEqual([reasoning("", null)]);
  });
});

describe("a call", () => {
  const call = (more: object) =>
    turn("assistant", [
      {
        kind: "call",
        id: "a",
        tool: "function",
        name: "now",
        namespace: null,
        input: "{}",
        continuation: null,
        extras: null,
        cache: null,
        ...more,
      },
    ]);

  test.each([
    [{ type: "function_call", call_id: "a", id: "fc_1", name: "now", arguments: "{}" }, {}],
    [
      { type: "function_call", id: "a", name: "now", namespace: "crm" },
      { namespace: "crm", input: "" },
    ],
    [
      { type: "function_call", arguments: "{}" },
      { id: "", name: "" },
    ],
    [
      { type: "custom_tool_call", call_id: "a", name: "patch", input: "x" },
      { tool: "custom", name: "patch", input: "x" },
    ],
  ])("%j", (item, expected) => {
    expect(turnsIn(item)).toEqual([call(expected)]);
  });

  test.each([
    ["local_shell_call", "action", "local_shell"],
    ["shell_call", "action", "shell"],
    ["apply_patch_call", "operation", "apply_patch"],
    ["tool_search_call", "arguments", "tool_search"],
  ])("of the API's own tool, %s", (type, member, name) => {
    expect(turnsIn({ type, call_id: "a", [member]: { do: 1 } })).toEqual([call({ name, input: '{"do":1}' })]);
    expect(turnsIn({ type, call_id: "a" })).toEqual([call({ name })]);
  });
});

describe("the output of a call", () => {
  const result = (content: unknown, id = "a") =>
    turn("user", [{ kind: "result", call: id, failed: false, content, extras: null, cache: null }]);
  const PART = [{ type: "input_text", text: "1" }];

  test.each([
    [{ type: "function_call_output", output: "1" }, "1"],
    [{ type: "function_call_output", output: PART }, [text("1")]],
    [{ type: "custom_tool_call_output", output: PART }, [text("1")]],
    [{ type: "function_call_output", output: { n: 1 } }, '{"n":1}'],
    [{ type: "function_call_output" }, ""],
    [{ type: "apply_patch_call_output", status: "failed" }, "failed"],
    [{ type: "apply_patch_call_output", status: "failed", output: "why" }, "why"],
    [{ type: "shell_call_output", output: [{ stdout: "1" }] }, '[{"stdout":"1"}]'],
    [{ type: "local_shell_call_output", output: "1" }, "1"],
    [{ type: "tool_search_output", tools: [{ name: "now" }], output: "x" }, '[{"name":"now"}]'],
    [{ type: "tool_search_output" }, "[]"],
  ])("%j", (item, content) => {
    expect(turnsIn({ ...item, call_id: "a" })).toEqual([result(content)]);
  });

  test("of a local shell may name its call's item", () => {
    const call = { type: "local_shell_call", id: "ls_1", call_id: "a" };
    const output = { type: "local_shell_call_output", id: "ls_1", output: "1" };
    expect(turnsIn(output, call, output, { ...output, id: "ls_2" }).filter(({ role }) => role === "user")).toEqual([
      result("1", "ls_1"),
      result("1", "a"),
      result("1", "ls_2"),
    ]);
    const other = { ...call, type: "shell_call" };
    expect(turnsIn(other, output, { ...call, id: 7 }, { ...call, call_id: "" })[1]).toEqual(result("1", "ls_1"));
    expect(turnsIn(call, { ...output, type: "function_call_output" })[1]).toEqual(result("1", "ls_1"));
  });
});
