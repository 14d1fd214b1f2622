import fc from "fast-check";
import { expect, test } from "vitest";
import { findName } from "../../../runtime/body/scan/find-name.ts";
import { payloadOf } from "../../../runtime/wire/payload.ts";

const find = (needle: string, ...pieces: string[]) =>
  findName(payloadOf(pieces.map((piece) => Buffer.from(piece))), Buffer.from(needle));

test.each<[what: string, pieces: string[], places: number[]]>([
  ["nowhere", ["abcabd"], []],
  ["at the start", ["name.."], [0]],
  ["at the end", ["..name"], [2]],
  ["twice", ["name..name"], [0, 6]],
  ["the first two of many", ["name.name", "name"], [0, 5]],
  ["across two pieces", ["..na", "me.."], [2]],
  ["across many", ["..n", "a", "", "m", "e.."], [2]],
  ["in a later piece", ["....", "..name"], [6]],
  ["in and across", ["name.n", "ame"], [0, 5]],
])("%s", (_, pieces, places) => {
  expect(find("name", ...pieces)).toEqual(places);
});

test("however the text is cut, and where places overlap", () => {
  const piece = fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 6 });
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 6 }), fc.constantFrom("a", "ab", "aba", "aabaa"), (pieces, needle) => {
      const text = pieces.join("");
      const places = [...text].map((_, at) => at).filter((at) => text.startsWith(needle, at));
      expect(find(needle, ...pieces)).toEqual(places.slice(0, 2));
    }),
    { numRuns: 300 },
  );
});
