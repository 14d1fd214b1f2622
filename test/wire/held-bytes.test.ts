import { expect, test } from "vitest";
import { HeldBytes } from "../../runtime/wire/held-bytes.ts";

test("held bytes are joined in order, and can be cleared", () => {
  const held = new HeldBytes();
  expect([held.length, held.pieces, held.join().length]).toEqual([0, [], 0]);
  const one = Buffer.from("one ");
  held.push(one);
  // Nothing is copied where there is one piece only.
  expect(held.join()).toBe(one);
  held.push(Buffer.from("two"));
  expect([held.length, held.pieces.length, held.join().toString()]).toEqual([7, 2, "one two"]);
  held.clear();
  expect([held.length, held.pieces, held.join().toString()]).toEqual([0, [], ""]);
});
