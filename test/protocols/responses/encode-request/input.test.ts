/** The turns of a conversation as instructions and items. */
import { describe, expect, test } from "vitest";
import type { Block } from "../../../../runtime/protocols/model/block.ts";
import type { Turn } from "../../../../runtime/protocols/model/turn.ts";
import { callBlock, messageOf, reasoningBlock, resultBlock, textBlock } from "../../support/ask.ts";
import { encoded, inputOf } from "../../support/encoded-response-request.ts";

const own = (members: object) => ({ family: "openai", members: { ...members } }) as const;
const refusal: Block = { kind: "refusal", text: "No.", extras: null, cache: null };
const foreign: Block = { kind: "foreign", family: "openai", value: { type: "hologram" } };
const message = (role: string, content: unknown) => ({ type: "message", role, content });
const input = (text: string) => ({ type: "input_text", text });
const output = (text: string) => ({ type: "output_text", text, annotations: [] });

describe("a message", () => {
  test.each<[string, readonly Block[] | string, unknown]>([
    ["of text", "Hi", "Hi"],
    ["of nothing", [], []],
    [
      "of parts",
      [textBlock("a"), foreign, refusal],
      [input("a"), { type: "hologram" }, { type: "refusal", refusal: "No." }],
    ],
    [
      "of a text with a member of its own",
      [{ ...textBlock("a"), extras: own({ lang: "de", type: "x" }) }],
      [{ ...input("a"), lang: "de" }],
    ],
    ["with what is never a part", [callBlock("a")], [input("")]],
  ])("%s", (_, content, expected) => {
    expect(inputOf([messageOf("user", content)])).toEqual([message("user", expected)]);
  });

  test("keeps an unknown role within its family", () => {
    const turn = { ...messageOf("user", "Hi"), extras: own({ role: "critic" }) };
    expect(encoded({ turns: [turn] })).toMatchObject({ fields: { input: [message("critic", "Hi")] }, warnings: [] });
    expect(inputOf([{ ...turn, content: [textBlock("a")] }])).toEqual([message("critic", [input("a")])]);
    expect(inputOf([{ ...turn, extras: { ...turn.extras, family: "google" } }])).toEqual([message("user", "Hi")]);
  });

  test("loses the members that only chat's have, with one warning for each name", () => {
    const named = (members: object): Turn => ({ ...messageOf("user", "Hi"), extras: own(members) });
    const item: Turn = { role: "foreign", family: "openai", value: {}, place: "p" };
    const turns = [
      named({ name: "Ada", role: "critic" }),
      item,
      messageOf("user", "Ho"),
      named({ name: "Bob", audio: {} }),
    ];
    expect(encoded({ turns }).warnings).toEqual([
      "turns[].name: not a parameter of /responses, ignored",
      "turns[].audio: not a parameter of /responses, ignored",
    ]);
    const other: Turn = { ...messageOf("user", "Hi"), extras: { family: "google", members: { role: "critic" } } };
    expect(encoded({ turns: [other] }).warnings).toEqual(["turns[].role: not a parameter of /responses, ignored"]);
  });
});

describe("an assistant's turn", () => {
  test.each<[string, readonly Block[] | string, readonly unknown[]]>([
    ["of text", "Hi", [message("assistant", "Hi")]],
    ["of a blank text", "", []],
    ["of nothing", [], []],
    [
      "of parts",
      [textBlock("a"), { ...textBlock("b"), extras: own({ lang: "de" }) }, refusal],
      [message("assistant", [output("a"), { ...output("b"), lang: "de" }, { type: "refusal", refusal: "No." }])],
    ],
    [
      "of text around a call",
      [textBlock("a"), callBlock("c"), reasoningBlock("Hm.", null), textBlock("b")],
      [
        message("assistant", [output("a")]),
        { type: "function_call", call_id: "c", name: "now", arguments: "{}" },
        message("assistant", [output("b")]),
      ],
    ],
  ])("%s", (_, content, expected) => {
    expect(inputOf([messageOf("assistant", content)])).toEqual(expected);
  });

  test("has reasoning only if the API issued it", () => {
    const sealed = {
      ...reasoningBlock("Hm.", "sealed"),
      extras: own({ summary: [{ text: "Hm." }], status: "completed" }),
    };
    const item = {
      id: "rs_1",
      type: "reasoning",
      encrypted_content: "sealed",
      summary: [{ text: "Hm." }],
      status: "completed",
    };
    const nameless = {
      ...sealed,
      continuation: { from: "responses", id: null, data: "sealed" },
      extras: null,
    } as const;
    const other = { ...sealed, continuation: { from: "chat", id: null, data: "sealed" } } as const;
    expect(inputOf([messageOf("assistant", [sealed, nameless, other])])).toEqual([
      item,
      { type: "reasoning", encrypted_content: "sealed", summary: [] },
    ]);
  });
});

describe("a call and its output", () => {
  test("are items of the tool's kind", () => {
    const turns = [
      messageOf("assistant", [
        { ...callBlock("a"), namespace: "crm", extras: own({ status: "completed", name: "x" }) },
        { ...callBlock("b", "patch", "x"), tool: "custom" },
      ]),
      messageOf("user", [textBlock("first"), resultBlock("a", "1"), resultBlock("b", "2"), textBlock("then")]),
      messageOf("user", [{ ...resultBlock("c", ""), content: [textBlock("3")] }]),
    ];
    expect(inputOf(turns)).toEqual([
      { type: "function_call", call_id: "a", status: "completed", name: "now", namespace: "crm", arguments: "{}" },
      { type: "custom_tool_call", call_id: "b", name: "patch", input: "x" },
      message("user", [input("first")]),
      { type: "function_call_output", call_id: "a", output: "1" },
      { type: "custom_tool_call_output", call_id: "b", output: "2" },
      message("user", [input("then")]),
      { type: "function_call_output", call_id: "c", output: [input("3")] },
    ]);
  });
});

test("an item that only the API has is passed on as it came", () => {
  const item = { type: "web_search_call", id: "ws_1" };
  expect(inputOf([{ role: "foreign", family: "openai", value: item, place: "p" }])).toEqual([item]);
  expect(encoded({ turns: [] }).fields).not.toHaveProperty("input");
});

describe("leading instructions", () => {
  const of = (...turns: readonly Turn[]) => {
    const { fields } = encoded({ turns: [...turns, messageOf("user", "Hi")] });
    return { instructions: fields.instructions, items: (fields.input as readonly unknown[]).length - 1 };
  };

  test.each<[string, readonly Turn[], string | undefined, number]>([
    [
      "of both roles are joined",
      [messageOf("system", "a"), messageOf("developer", [textBlock("b"), textBlock("c")])],
      "a\n\nbc",
      0,
    ],
    [
      "that are blank are left out",
      [messageOf("system", ""), messageOf("system", "a"), messageOf("system", "")],
      "a",
      0,
    ],
    ["that are all blank are none", [messageOf("system", "")], undefined, 0],
    ["end at another role", [messageOf("system", "a"), messageOf("user", "b"), messageOf("system", "c")], "a", 2],
    ["end at what is not text", [messageOf("system", "a"), messageOf("system", [textBlock("b"), foreign])], "a", 1],
    [
      "end where the cache is told to begin",
      [messageOf("system", [{ ...textBlock("a"), extras: own({ prompt_cache_breakpoint: {} }) }])],
      undefined,
      1,
    ],
    [
      "may have other members",
      [messageOf("system", [{ ...textBlock("a"), extras: own({ cache_control: {} }) }])],
      "a",
      0,
    ],
  ])("%s", (_, turns, instructions, items) => {
    expect(of(...turns)).toEqual({ instructions, items });
  });

  test("leave one message to be answered", () => {
    const { fields } = encoded({ turns: [messageOf("system", "a"), messageOf("system", "b")] });
    expect(fields).toMatchObject({ instructions: "a", input: [message("system", "b")] });
  });

  test("follow those that a client sends under the API's own name", () => {
    const turns = [messageOf("system", "a"), messageOf("user", "Hi")];
    const instructionsOf = (instructions: unknown, from = 0) =>
      encoded({ turns: turns.slice(from), extras: own({ instructions }) }).fields.instructions;
    expect(instructionsOf("own")).toBe("own\n\na");
    expect(instructionsOf("own", 1)).toBe("own");
    expect(instructionsOf("")).toBe("a");
    expect(instructionsOf(7)).toBe("a");
  });
});

describe("JSON mode", () => {
  const HINT = message("developer", "Answer in JSON.");
  const of = (turns: readonly Turn[], kind: "json" | "text" = "json") =>
    encoded({ turns, format: { kind } }).fields.input;
  const rule = messageOf("system", "Use JSON.");

  test("adds a hint if only the instructions mention JSON, where it does not count", () => {
    expect(of([rule, messageOf("user", "Hi")])).toEqual([HINT, message("user", "Hi")]);
    expect(of([rule, messageOf("user", [textBlock("Hi"), foreign])])).toMatchObject([HINT, {}]);
    expect(of([rule, { role: "foreign", family: "openai", value: 7, place: "p" }])).toEqual([HINT, 7]);
  });

  test("adds none otherwise", () => {
    for (const turns of [
      [rule, messageOf("user", "as json")],
      [rule, messageOf("user", [textBlock("Hi"), textBlock("as Json")])],
      [messageOf("user", "Hi")],
    ])
      expect(of(turns)).toHaveLength(1);
    expect(of([rule, messageOf("user", "Hi")], "text")).toHaveLength(1);
    expect(encoded({ turns: [rule, messageOf("user", "Hi")] }).fields.input).toHaveLength(1);
  });
});
