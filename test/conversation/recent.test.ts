import fc from "fast-check";
import { expect, test } from "vitest";
import { createRecent } from "../../runtime/conversation/recent.ts";

test("the least recently used goes first, beyond a count and beyond a size", () => {
  const recent = createRecent<number>({ count: 3, bytes: 100, lasts: 1000 }, () => 0);
  for (const key of ["a", "b", "c"]) recent.put(key, 1, 10);
  expect(recent.get("a")).toBe(1);
  recent.put("d", 1, 10);
  expect(["a", "b", "c", "d"].map((key) => recent.get(key))).toEqual([1, null, 1, 1]);
  recent.put("big", 2, 85);
  expect(["a", "c", "d", "big"].map((key) => recent.get(key))).toEqual([null, null, 1, 2]);
  recent.put("too big", 3, 101);
  expect([recent.get("too big"), recent.get("big")]).toEqual([null, 2]);
});

test("nothing is found after its lifetime; storing it again renews it", () => {
  let now = 0;
  const recent = createRecent<number>({ count: 3, bytes: 100, lasts: 1000 }, () => now);
  recent.put("a", 1, 1);
  recent.put("b", 1, 1);
  now = 900;
  recent.put("b", 2, 1);
  now = 1000;
  expect([recent.get("a"), recent.get("b")]).toEqual([null, 2]);
});

test("the limits always hold, and the last value stored is there", () => {
  const step = fc.record({
    key: fc.constantFrom("a", "b", "c", "d", "e"),
    size: fc.nat(40),
    act: fc.constantFrom("put", "get", "delete"),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const recent = createRecent<number>({ count: 3, bytes: 60, lasts: 1000 }, () => 0);
      for (const { key, size, act } of steps) {
        if (act === "put") recent.put(key, size, size);
        else if (act === "delete") recent.delete(key);
        else recent.get(key);
        if (act === "put") expect(recent.get(key)).toBe(size);
        const left = ["a", "b", "c", "d", "e"].flatMap((each) => recent.get(each) ?? []);
        expect(left.length).toBeLessThanOrEqual(3);
        expect(left.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(60);
      }
    }),
  );
});
