import { describe, expect, test } from "vitest";
import { decoding, token } from "../../support/decoded-response.ts";
import { parsedOf } from "../../support/parsed.ts";

describe("an event of plain text", () => {
  const delta = (more: object) => ({
    type: "response.output_text.delta",
    item_id: "msg_1",
    output_index: 0,
    delta: "a",
    ...more,
  });
  const isPlain = (...events: readonly object[]) => {
    const { decoder } = decoding();
    for (const event of events) decoder.event({ ...event }, null);
    return decoder.plainText();
  };

  test.each([
    ["a text", delta({}), true],
    ["no log probabilities beside it", delta({ logprobs: [] }), true],
    ["odd log probabilities beside it", delta({ logprobs: 7 }), true],
    ["log probabilities beside it", delta({ logprobs: [token] }), false],
    ["a blank text", delta({ delta: "" }), false],
    ["no text", delta({ delta: 7 }), false],
    ["a refusal", { ...delta({}), type: "response.refusal.delta" }, false],
    ["the start", { type: "response.created" }, false],
  ])("%s: %#", (_, event, expected) => {
    expect(isPlain(event)).toBe(expected);
  });

  test("is only ever the last one", () => {
    expect(isPlain()).toBe(false);
    expect(isPlain(delta({}), { type: "response.in_progress" })).toBe(false);
    expect(isPlain({ type: "response.completed" }, delta({}))).toBe(false);
  });

  test("is not parsed again if only the text, the number and what hides its length differ", () => {
    const { decoder, passed } = decoding();
    const events = [
      delta({ sequence_number: 1, obfuscation: "x" }),
      delta({ delta: 'b"ü', sequence_number: 22, obfuscation: "" }),
      { type: "response.output_text.done", item_id: "msg_1", output_index: 0, text: 'ab"üc' },
    ];
    expect(parsedOf(decoder, events)).toBe(2);
    expect(passed.map(([name]) => name)).toEqual(["text", "textEscaped", "text"]);
    expect(passed.at(-1)).toEqual(["text", "c", []]);
  });

  test("counts for the places of citations that follow", () => {
    const { decoder, passed } = decoding();
    const annotation = { type: "url_citation", start_index: 0 };
    const next = { item_id: "msg_2", output_index: 1 };
    parsedOf(decoder, [delta({}), delta({ delta: '"😀' }), delta({ ...next, delta: "b" })]);
    decoder.event({ ...next, type: "response.output_text.annotation.added", annotation }, null);
    expect(passed.at(-1)).toEqual(["citations", [{ type: "url_citation", start_index: 5 }]]);
  });
});
