import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../../runtime/protocols/json/json-object.ts";
import { chunk, decoding, token } from "../../support/decoded-chat.ts";
import { parsedOf } from "../../support/parsed.ts";

describe("an event of plain text", () => {
  const isPlain = (...events: readonly JsonObject[]) => {
    const { decoder } = decoding();
    for (const event of events) decoder.event(event, null);
    return decoder.plainText();
  };

  test.each([
    ["a text", chunk({ content: "a" }), true],
    [
      "a text beside labels and nothing",
      chunk(
        { content: "a", role: "assistant", name: "n", id: "i", refusal: null, tool_calls: [], reasoning: "" },
        { logprobs: { content: [] }, finish_reason: null },
      ),
      true,
    ],
    ["no text", chunk({ content: "" }), false],
    ["text in parts", chunk({ content: [{ type: "text", text: "a" }] }), false],
    ["no delta", chunk(null), false],
    ["a delta that is a text", chunk("a"), false],
    ["reasoning beside it", chunk({ content: "a", reasoning_content: "b" }), false],
    ["a call beside it", chunk({ content: "a", tool_calls: [{ id: "a" }] }), false],
    ["a number beside it", chunk({ content: "a", count: 0 }), false],
    ["its log probabilities", chunk({ content: "a" }, { logprobs: { content: [token] } }), false],
    ["a finish reason", chunk({ content: "a" }, { finish_reason: "stop" }), false],
    ["usage", { ...chunk({ content: "a" }), usage: { prompt_tokens: 1 } }, false],
    [
      "another choice beside it",
      { choices: [{ delta: { content: "a" } }, { index: 1, delta: { content: "b" } }] },
      false,
    ],
    ["another choice", { choices: [{ index: 1, delta: { content: "b" } }] }, false],
    ["no choices", { choices: [] }, false],
  ])("%s: %#", (_, event, expected) => {
    expect(isPlain(event)).toBe(expected);
  });

  test("is only ever the last one", () => {
    expect(isPlain()).toBe(false);
    expect(isPlain(chunk({ content: "a" }), { usage: null })).toBe(false);
    expect(isPlain(chunk({}, { finish_reason: "error" }), chunk({ content: "a" }))).toBe(false);
  });

  test("is not parsed again if only the text, the time and what hides its length differ", () => {
    const { decoder, passed } = decoding();
    const event = (content: string, created: number, obfuscation: string) => ({
      created,
      choices: [{ index: 0, delta: { content } }],
      obfuscation,
    });
    expect(parsedOf(decoder, [event("a", 1, "x"), event('b"', 1234, "xyz"), event("c", 5, "")])).toBe(1);
    expect(passed.map(([name]) => name)).toEqual(["start", "text", "textEscaped", "textEscaped"]);
  });
});
