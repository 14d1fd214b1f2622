import fc from "fast-check";
import { expect, test } from "vitest";
import { eventsIn } from "../../../runtime/protocols/sse/event-reader.ts";

test.each([
  ["data: a\n\n", [[null, "a"]]],
  ["data:a\n\n", [[null, "a"]]],
  ["\uFEFFdata: a\n\n", [[null, "a"]]],
  ["id: 1\n\uFEFFdata: a\n\n", [[null, null]]],
  ["\uF000data: a\n\n", [[null, null]]],
  ["\uF03Fdata: a\n\n", [[null, null]]],
  ["\u2FFFdata: a\n\n", [[null, null]]],
  ["\uFEC0data: a\n\n", [[null, null]]],
  ["data:  a \n\n", [[null, " a "]]],
  ["data: a\ndata: b\n\n", [[null, "a\nb"]]],
  ["data\ndata:\n\n", [[null, "\n"]]],
  ["event: x\ndata: a\n\n", [["x", "a"]]],
  ["event: x\nevent: y\ndata: a\nid: 1\nretry: 2\nother: 3\n\n", [["y", "a"]]],
  ["event:\n\n", [["", null]]],
  [": data: a\n\n", [[null, null]]],
  ["Data: a\ndatas: a\n data: a\n\n", [[null, null]]],
  [
    "data: a\r\n\r\nevent: x\r\rdata: b\n\r\n",
    [
      [null, "a"],
      ["x", null],
      [null, "b"],
    ],
  ],
  [
    "\n\n",
    [
      [null, null],
      [null, null],
    ],
  ],
  ["data: é\u2028“”\n\n", [[null, "é\u2028“”"]]],
  [
    "data: a\n\ndata: b",
    [
      [null, "a"],
      [null, "b"],
    ],
  ],
  [
    "data: a\n\ndata: b\n",
    [
      [null, "a"],
      [null, "b"],
    ],
  ],
  ["", []],
])("%j", (text, expected) => {
  expect(eventsIn(Buffer.from(text)).map(({ event, data }) => [event, data])).toEqual(expected);
});

test("events are adjacent, and each is read the same on its own", () => {
  const piece = fc.constantFrom("\n", "\r\n", "\r", "data: {}", "data", "event: é", ": c", "x");
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 16 }), (pieces) => {
      const bytes = Buffer.from(pieces.join(""));
      const events = eventsIn(bytes);
      expect([...events.map(({ start }) => start), bytes.length]).toEqual([0, ...events.map(({ end }) => end)]);
      for (const { start, end, event, data } of events) {
        expect(eventsIn(bytes.subarray(start, end))).toEqual([{ start: 0, end: end - start, event, data }]);
      }
    }),
  );
});
