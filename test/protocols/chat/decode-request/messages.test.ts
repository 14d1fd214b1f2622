/** The messages of a chat request as turns. */
import { describe, expect, test } from "vitest";
import { decodeChatRequest } from "../../../../runtime/protocols/chat/decode-request/decode-request.ts";

const turnsIn = (...messages: readonly unknown[]) => decodeChatRequest({ messages }).ask.turns;
const extras = (members: object | null) => (members === null ? null : { family: "openai", members });
const turn = (role: string, content: unknown, members: object | null = null) => ({
  role,
  content,
  extras: extras(members),
  cache: null,
});
const text = (given: string) => ({ kind: "text", text: given, extras: null, cache: null });
const refusal = (given: string) => ({ kind: "refusal", text: given, extras: null, cache: null });
const call = (id: string, more: object = {}) => ({
  kind: "call",
  id,
  tool: "function",
  name: "now",
  namespace: null,
  input: "{}",
  continuation: null,
  extras: null,
  cache: null,
  ...more,
});
const result = (id: string, content: unknown) =>
  turn("user", [{ kind: "result", call: id, failed: false, content, extras: null, cache: null }]);

describe("a message", () => {
  test.each(["user", "system", "developer"])("of %s", (role) => {
    expect(turnsIn({ role, content: "Hi" })).toEqual([turn(role, "Hi")]);
  });

  test("of a name, or with audio", () => {
    expect(turnsIn({ role: "user", content: "Hi", name: "Ada", audio: { id: "a" } })).toEqual([
      turn("user", "Hi", { name: "Ada", audio: { id: "a" } }),
    ]);
    expect(turnsIn({ role: "user", content: "Hi", name: "", audio: null })).toEqual([turn("user", "Hi")]);
  });

  test("of an unknown role is a user's, and keeps the role", () => {
    expect(turnsIn({ role: "critic", content: "Hi", name: "Ada" })).toEqual([
      turn("user", "Hi", { role: "critic", name: "Ada" }),
    ]);
    expect(turnsIn({ role: 7, content: "Hi" }, { content: "Ho" })).toEqual([turn("user", "Hi"), turn("user", "Ho")]);
  });

  test("that is no object keeps its place", () => {
    expect(turnsIn({ role: "user", content: "Hi" }, "Ho")).toEqual([
      turn("user", "Hi"),
      { role: "foreign", family: "openai", value: "Ho", place: "messages[1]" },
    ]);
  });

  test("of a tool is the result of its call", () => {
    expect(turnsIn({ role: "tool", tool_call_id: "a", content: ["1"], name: "now" })).toEqual([
      result("a", [text("1")]),
    ]);
    expect(turnsIn({ role: "tool" })).toEqual([result("", "")]);
  });
});

describe("an assistant's message", () => {
  const spoken = (message: object) => turnsIn({ role: "assistant", ...message });

  test.each([
    ["text", { content: "Hi" }, "Hi"],
    ["nothing", {}, ""],
    ["null", { content: null, refusal: null }, ""],
    ["no parts", { content: [] }, ""],
    ["parts", { content: ["Hi", { type: "refusal", refusal: "No." }] }, [text("Hi"), refusal("No.")]],
    ["something else", { content: { type: "text", text: "Hi" } }, [text("Hi")]],
    ["a refusal", { content: null, refusal: "No." }, [refusal("No.")]],
    ["a refusal and a blank text", { content: "", refusal: "No." }, [refusal("No.")]],
    ["a refusal and text", { content: "Hi", refusal: "No." }, [text("Hi"), refusal("No.")]],
    ["a refusal and parts", { content: ["Hi"], refusal: "No." }, [text("Hi"), refusal("No.")]],
    ["a refusal and no parts", { content: [], refusal: "No." }, [refusal("No.")]],
  ])("with %s", (_, message, content) => {
    expect(spoken(message)).toEqual([turn("assistant", content)]);
  });

  test("with a name but without a text is a turn all the same", () => {
    const calls = [{ id: "a", function: { name: "now", arguments: "{}" } }];
    expect(spoken({ name: "Ada", tool_calls: calls })).toEqual([
      turn("assistant", "", { name: "Ada" }),
      turn("assistant", [call("a")]),
    ]);
  });

  test.each([
    ["a function", { id: "a", function: { name: "now", arguments: "{}" } }, {}],
    ["arguments as an object", { id: "a", function: { name: "now", arguments: { at: 1 } } }, { input: '{"at":1}' }],
    ["no arguments", { id: "a", function: { name: "now" } }, { input: "" }],
    ["no name", { id: "a", function: { name: null, arguments: null } }, { name: "", input: "" }],
    ["a namespace", { id: "a", function: { name: "now", namespace: "crm", arguments: "{}" } }, { namespace: "crm" }],
    [
      "more",
      { id: "a", function: { type: "function", name: "now", arguments: "{}", cost: 7, input: "x" } },
      { extras: extras({ cost: 7, input: "x" }) },
    ],
    [
      "a custom tool",
      { id: "a", custom: { name: "patch", input: "x", arguments: "y" } },
      { tool: "custom", name: "patch", input: "x", extras: extras({ arguments: "y" }) },
    ],
    ["no id", { function: { name: "now", arguments: "{}" } }, { id: "" }],
  ])("with a call: %s", (_, given, expected) => {
    expect(spoken({ tool_calls: [given] })).toEqual([turn("assistant", [call("a", expected)])]);
  });

  test("with calls that are none, each in its place", () => {
    const foreign = (value: unknown) => ({
      role: "foreign",
      family: "openai",
      value,
      place: "messages[].tool_calls[]",
    });
    const now = { function: { name: "now", arguments: "{}" } };
    const calls = [7, { id: "a", ...now }, { id: "b", ...now }, { id: "c", type: "odd" }, { id: "d", ...now }];
    expect(spoken({ content: "Hi", tool_calls: calls })).toEqual([
      turn("assistant", "Hi"),
      foreign(7),
      turn("assistant", [call("a"), call("b")]),
      foreign({ id: "c", type: "odd" }),
      turn("assistant", [call("d")]),
    ]);
    expect(spoken({ tool_calls: [7, null] })).toEqual([foreign(7), foreign(null)]);
  });
});

test("function_call and its results get ids, which are the same whenever the conversation is sent again", () => {
  const called = (name: string) => ({ role: "assistant", function_call: { name, arguments: "{}" } });
  const messages = [called("now"), called("then"), { role: "function", name: "then", content: "1" }];
  const [first, second] = ["call_function_0", "call_function_1"];
  expect(turnsIn(...messages, called("now"), { role: "function", name: "now", content: "2" })).toEqual([
    turn("assistant", [call("call_function_0")]),
    turn("assistant", [call("call_function_1", { name: "then" })]),
    result(second, "1"),
    turn("assistant", [call("call_function_2")]),
    result("call_function_2", "2"),
  ]);
  expect(turnsIn({ role: "function", name: "now", content: "1" })).toEqual([result(first, "1")]);
});

describe("the reasoning of an assistant's message", () => {
  const reasoned = (message: object) => turnsIn({ role: "assistant", content: "Hi", ...message });
  const reasoning = (given: string, continuation: object | null, members: object | null = null) =>
    turn("assistant", [{ kind: "reasoning", text: given, continuation, extras: extras(members), cache: null }]);
  const said = turn("assistant", "Hi");
  const sealed = (id: string | null) => ({ from: "responses", id, data: "sealed" });

  test.each([
    ["as text", { reasoning_content: "Hm." }, [reasoning("Hm.", null)]],
    ["blank", { reasoning_content: "" }, []],
    ["not a text", { reasoning_content: 7 }, []],
    [
      "in items",
      {
        reasoning_content: "Hm.",
        reasoning_items: [
          {
            type: "reasoning",
            id: "rs_1",
            encrypted_content: "sealed",
            summary: [{ text: "a" }, null, { text: "b" }],
            status: "completed",
          },
        ],
      },
      [
        reasoning("a\n\n\n\nb", sealed("rs_1"), {
          summary: [{ text: "a" }, null, { text: "b" }],
          status: "completed",
        }),
      ],
    ],
    ["in an item without an id", { reasoning_items: [{ encrypted_content: "sealed" }] }, [reasoning("", sealed(null))]],
    [
      "in an item of an odd id",
      { reasoning_items: [{ encrypted_content: "sealed", id: 7 }] },
      [reasoning("", sealed(null), { id: 7 })],
    ],
    ["in items without anything encrypted", { reasoning_items: [{ id: "rs_1" }, 7], reasoning_content: "Hm." }, []],
  ])("%s", (_, message, expected) => {
    expect(reasoned(message)).toEqual([...expected, said]);
  });
});
