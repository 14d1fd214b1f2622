import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../../runtime/protocols/json/json-object.ts";
import { textEventIn } from "../../../../runtime/protocols/sse/text-event.ts";
import { chunk, decoding, token } from "../../support/decoded-chat.ts";

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

  test("may be followed by others that differ in the text, the time and what hides its length", () => {
    const { textEvent } = decoding().decoder;
    const bytes = (text: string, created: number, obfuscation: string) =>
      Buffer.from(
        `data: ${JSON.stringify({ created, choices: [{ index: 0, delta: { content: text } }], obfuscation })}\n\n`,
      );
    const next = bytes("other", 1234, "xyz");
    const view = new DataView(next.buffer, next.byteOffset, next.length);
    expect(textEventIn(bytes("a", 1, "x"), textEvent)?.match(next, view, 0)).toBe(next.length);
  });

  test("is passed on as it is", () => {
    const { decoder, passed } = decoding();
    decoder.textEscaped("a\\n");
    expect(passed).toEqual([["textEscaped", "a\\n"]]);
  });
});
