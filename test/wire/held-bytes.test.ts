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

test("many small pieces are joined as they come, each at its place", () => {
  const held = new HeldBytes();
  const sizes = [
    2000,
    ...Array.from({ length: 40 }, () => 1),
    5000,
    ...Array.from({ length: 100_000 }, () => 1),
    2000,
    3,
  ];
  let letter = 0;
  let text = "";
  for (const size of sizes) {
    const piece = String.fromCharCode(97 + (letter++ % 26)).repeat(size);
    text += piece;
    held.push(Buffer.from(piece));
    if (letter % 30_000 === 0) expect(held.join().toString()).toBe(text);
  }
  expect(held.join().toString()).toBe(text);
  expect(held.length).toBe(text.length);
  expect(held.pieces.length).toBeLessThan(40);
  held.clear();
  held.push(Buffer.from("after"));
  expect(held.join().toString()).toBe("after");
});
