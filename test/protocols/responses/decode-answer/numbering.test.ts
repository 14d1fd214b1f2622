import { describe, expect, test } from "vitest";
import { type Event, ofEvents } from "../../support/decoded-response.ts";

/** Between the head and the end. */
const ofOutput = (...events: readonly Event[]) => ofEvents(["created"], ...events, ["completed"]).slice(1, -1);

describe("items that a server numbers in its own way", () => {
  const piece = (item_id: unknown, output_index: unknown, delta: string) =>
    ["output_text.delta", { item_id, output_index, content_index: 0, delta }] as const;
  const message = (id: string, text: string) => ({ type: "message", id, content: [{ type: "output_text", text }] });
  const texts = (...events: readonly Event[]) => ofOutput(...events).map(([, text]) => text);

  test("a known id counts, whatever the number", () => {
    expect(
      texts(["output_item.added", { output_index: 0, item: message("a", "") }], piece("a", 5, "x"), piece("a", 0, "y")),
    ).toEqual(["x", "y"]);
  });

  test("without a known id, the number of an open item counts", () => {
    expect(texts(piece(undefined, 0, "x"), piece("new", 0, "y"), piece("other", 0, "z"))).toEqual(["x", "y", "z"]);
  });

  test("the number of a complete item stands for another one", () => {
    const done = ["output_item.done", { output_index: 0, item: message("a", "x") }] as const;
    expect(texts(piece("a", 0, "x"), done, piece("b", 0, "y"))).toEqual(["x", "\n\ny"]);
  });

  test("in the complete response, the place among items of the kind counts", () => {
    const output = [message("c", "xy"), { type: "reasoning", summary: [] }, message("d", "z")];
    expect(texts(piece("a", 0, "x"), piece("b", 1, "z"), ["completed", { response: { output } }])).toEqual([
      "x",
      "\n\nz",
      "\n\ny",
    ]);
  });

  test("an item that is none means nothing", () => {
    for (const type of ["output_item.added", "output_item.done"])
      for (const item of [7, null, {}, { type: "constructor" }, { type: 7 }])
        expect(ofOutput([type, { item }])).toEqual([]);
  });
});
