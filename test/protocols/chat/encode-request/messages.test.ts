/** The turns of a conversation as chat messages. */
import { describe, expect, test } from "vitest";
import type { Block } from "../../../../runtime/protocols/model/block.ts";
import type { Turn } from "../../../../runtime/protocols/model/turn.ts";
import { callBlock, messageOf, reasoningBlock, resultBlock, textBlock } from "../../support/ask.ts";
import { encoded, refusedWith } from "../../support/encoded-chat-request.ts";
import { chatBackend } from "../../translate/support/translate-responses.ts";

const openai = chatBackend("openai");
const messagesOf = (turns: readonly Turn[], backend = chatBackend()) => encoded({ turns }, backend).fields.messages;
const refusal = (text: string): Block => ({ kind: "refusal", text, extras: null, cache: null });
const foreign = (value: unknown): Block => ({ kind: "foreign", family: "openai", value });
const image: Block = {
  kind: "media",
  of: "image",
  media: { kind: "url", url: "a" },
  name: null,
  extras: null,
  cache: null,
};
const imagePart = { type: "image_url", image_url: { url: "a" } };
const call = (id: string, args = "{}") => ({ id, type: "function", function: { name: "now", arguments: args } });

describe("a user's message", () => {
  test.each<[string, readonly Block[] | string, unknown]>([
    ["of text", "Hi", "Hi"],
    ["of one text", [textBlock("Hi")], "Hi"],
    [
      "of several texts",
      [textBlock("Hi"), textBlock("Ho")],
      [
        { type: "text", text: "Hi" },
        { type: "text", text: "Ho" },
      ],
    ],
    ["of nothing", [], []],
    [
      "of a text with a member of its own",
      [{ ...textBlock("Hi"), extras: { family: "openai", members: { lang: "de" } } }],
      [{ type: "text", text: "Hi", lang: "de" }],
    ],
    ["with an image", [image], [imagePart]],
    ["with a refusal", [refusal("No.")], [{ type: "text", text: "No." }]],
    ["with a part that only the server may know", [foreign({ type: "hologram" })], [{ type: "hologram" }]],
    ["with what is never a part", [reasoningBlock("Hm.", null)], [{ type: "text", text: "" }]],
  ])("%s", (_, content, expected) => {
    expect(messagesOf([messageOf("user", content)])).toEqual([{ role: "user", content: expected }]);
  });

  test("keeps an unknown role within its family", () => {
    const members = { role: "critic" };
    const turn = { ...messageOf("user", "Hi"), extras: { family: "openai", members } } as const;
    expect(messagesOf([turn])).toEqual([{ role: "critic", content: "Hi" }]);
    expect(messagesOf([{ ...turn, content: [image] }])).toEqual([{ role: "critic", content: [imagePart] }]);
    expect(messagesOf([{ ...turn, extras: { family: "google", members } }])).toEqual([{ role: "user", content: "Hi" }]);
  });
});

describe("instructions", () => {
  const turns = [
    messageOf("system", [textBlock("a"), image, foreign({ text: "b" }), foreign({ text: 7 }), foreign(7)]),
    messageOf("developer", "c"),
    messageOf("user", "Hi"),
    messageOf("system", "d"),
  ];

  test("keep their roles for OpenAI, and are text", () => {
    expect(messagesOf(turns, openai)).toEqual([
      { role: "system", content: "a\nb" },
      { role: "developer", content: "c" },
      { role: "user", content: "Hi" },
      { role: "system", content: "d" },
    ]);
  });

  test("are one system message at the start for other servers", () => {
    expect(messagesOf(turns.slice(0, 3))).toEqual([
      { role: "system", content: "a\nb\n\nc" },
      { role: "user", content: "Hi" },
    ]);
    expect(messagesOf(turns.slice(0, 2))).toEqual([{ role: "system", content: "a\nb\n\nc" }]);
    expect(messagesOf(turns.slice(1, 3))).toEqual([
      { role: "system", content: "c" },
      { role: "user", content: "Hi" },
    ]);
  });

  test("are the system's at OpenRouter, which knows no developer", () => {
    expect(messagesOf(turns.slice(0, 2), chatBackend({ type: "openrouter" }))).toEqual([
      { role: "system", content: "a\nb\n\nc" },
    ]);
  });
});

describe("an assistant's turns", () => {
  test("make one message: reasoning, text, calls; a second text starts another one", () => {
    const turns = [
      messageOf("user", "Go"),
      messageOf("assistant", [reasoningBlock("a", null), reasoningBlock("", null), reasoningBlock("b", null)]),
      messageOf("assistant", "Let me see."),
      messageOf("assistant", [callBlock("a")]),
      messageOf("assistant", [textBlock("Well,"), callBlock("b"), textBlock("so.")]),
    ];
    expect(messagesOf(turns)).toEqual([
      { role: "user", content: "Go" },
      { role: "assistant", content: "Let me see.", reasoning_content: "a\n\nb", tool_calls: [call("a")] },
      { role: "assistant", content: "Well,", tool_calls: [call("b")] },
      { role: "assistant", content: "so." },
    ]);
  });

  test("of several parts are one text", () => {
    const parts = [textBlock("a"), foreign({ text: "b" }), foreign({ type: "hologram" }), textBlock("c")];
    expect(messagesOf([messageOf("assistant", parts)])).toEqual([{ role: "assistant", content: "abc" }]);
  });

  test("may refuse, with a text or without", () => {
    expect(messagesOf([messageOf("assistant", [refusal("No"), refusal(".")])])).toEqual([
      { role: "assistant", content: null, refusal: "No." },
    ]);
    expect(messagesOf([messageOf("assistant", [textBlock("Hm"), refusal("No.")])])).toEqual([
      { role: "assistant", content: "Hm", refusal: "No." },
    ]);
  });

  test("of nothing are an empty message, or none", () => {
    expect(messagesOf([messageOf("assistant", "")])).toEqual([{ role: "assistant", content: "" }]);
    expect(messagesOf([messageOf("assistant", [])])).toEqual([]);
    expect(messagesOf([messageOf("assistant", [reasoningBlock("Hm.", null)])])).toEqual([]);
  });

  test("whose reasoning is followed by neither text nor calls lose it", () => {
    const turns = [
      messageOf("assistant", [reasoningBlock("Hm.", null)]),
      messageOf("user", "And?"),
      messageOf("assistant", "Hi"),
    ];
    expect(messagesOf(turns)).toEqual([
      { role: "user", content: "And?" },
      { role: "assistant", content: "Hi" },
    ]);
  });

  test("name reasoning as the server does, or not at all", () => {
    const turns = [messageOf("assistant", [reasoningBlock("Hm.", null), textBlock("Hi")])];
    const plain = { role: "assistant", content: "Hi" };
    expect(messagesOf(turns, chatBackend({ type: "groq" }))).toEqual([{ ...plain, reasoning: "Hm." }]);
    for (const backend of [openai, chatBackend({ type: "mistral" }), chatBackend({ type: "azure-openai" })])
      expect(messagesOf(turns, backend)).toEqual([plain]);
    const other = { type: "openai", origin: "https://proxy.example" } as const;
    expect(messagesOf(turns, chatBackend(other))).toEqual([{ ...plain, reasoning_content: "Hm." }]);
  });

  test("keep calls of custom tools where the server has them", () => {
    const turns = [messageOf("assistant", [{ ...callBlock("a", "patch", 'x"'), tool: "custom" }])];
    expect(messagesOf(turns, openai)).toEqual([
      {
        role: "assistant",
        content: null,
        tool_calls: [{ id: "a", type: "custom", custom: { name: "patch", input: 'x"' } }],
      },
    ]);
    expect(messagesOf(turns)).toEqual([
      {
        role: "assistant",
        content: null,
        tool_calls: [{ id: "a", type: "function", function: { name: "patch", arguments: '{"input":"x\\""}' } }],
      },
    ]);
  });
});

describe("the result of a call", () => {
  const tool = (id: string, content: string) => ({ role: "tool", tool_call_id: id, content });
  const calls = messageOf("assistant", [callBlock("a"), callBlock("b")]);
  const made = { role: "assistant", content: null, tool_calls: [call("a"), call("b")] };

  test("follows the message with the call, wherever it came", () => {
    const turns = [
      messageOf("user", [resultBlock("b", "2")]),
      calls,
      messageOf("user", "And?"),
      messageOf("user", [textBlock("Also"), resultBlock("a", "1"), textBlock("this")]),
    ];
    expect(messagesOf(turns.slice(1))).toEqual([
      made,
      tool("a", "1"),
      { role: "user", content: "And?" },
      {
        role: "user",
        content: [
          { type: "text", text: "Also" },
          { type: "text", text: "this" },
        ],
      },
    ]);
    expect(messagesOf([...turns.slice(1), messageOf("user", [resultBlock("b", "2")])])).toMatchObject([
      made,
      tool("a", "1"),
      tool("b", "2"),
      {},
      {},
    ]);
  });

  test("without a call stays where it is", () => {
    expect(messagesOf([messageOf("user", [resultBlock("x", "1")]), messageOf("user", "And?")])).toEqual([
      tool("x", "1"),
      { role: "user", content: "And?" },
    ]);
  });

  test("of an id that recurs belongs to the calls in their order", () => {
    const turn = (content: string) => [
      messageOf("assistant", [callBlock("a")]),
      messageOf("user", [resultBlock("a", content)]),
    ];
    const again = { role: "assistant", content: null, tool_calls: [call("a")] };
    expect(messagesOf([...turn("1"), ...turn("2"), messageOf("user", [resultBlock("a", "3")])])).toEqual([
      again,
      tool("a", "1"),
      again,
      tool("a", "2"),
      tool("a", "3"),
    ]);
  });

  test("is text: its media follow as a user's message", () => {
    const result = (id: string, content: readonly Block[]) => ({ ...resultBlock(id, ""), content });
    const turns = [
      calls,
      messageOf("user", [result("a", [textBlock("1"), textBlock("2"), image]), result("b", [image])]),
    ];
    expect(messagesOf(turns)).toEqual([
      made,
      tool("a", "1\n2"),
      tool("b", "The output follows in the next message."),
      {
        role: "user",
        content: [
          { type: "text", text: "Output of the tool call a:" },
          imagePart,
          { type: "text", text: "Output of the tool call b:" },
          imagePart,
        ],
      },
    ]);
    expect(messagesOf([messageOf("user", [result("x", [])])])).toEqual([tool("x", "")]);
  });
});

describe("an item that only the Responses API has", () => {
  const item = (value: unknown): Turn => ({ role: "foreign", family: "openai", value, place: "input[0]" });

  test.each([
    [{ type: "web_search_call" }, ["input[0] (web_search_call): not available at local, left out"]],
    [{ id: 7 }, ["input[0] (?): not available at local, left out"]],
    ["odd", ["input[0]: not an item, left out"]],
    [{ type: "additional_tools" }, []],
  ])("%j", (value, warnings) => {
    const made = encoded({ turns: [item(value), messageOf("user", "Hi")] });
    expect(made.fields.messages).toEqual([{ role: "user", content: "Hi" }]);
    expect(made.warnings).toEqual(warnings);
  });

  test.each([{ type: "item_reference", id: "m_1" }, { id: "m_1" }, { type: null, id: "m_1" }])(
    "%j refers to what is stored elsewhere, and is rejected",
    (value) => {
      expect(refusedWith({ turns: [messageOf("user", "Hi"), item(value)] })).toBe(
        "input[0]: local keeps no items to refer to. Send the item itself (SDKs do with store: false).",
      );
    },
  );
});
