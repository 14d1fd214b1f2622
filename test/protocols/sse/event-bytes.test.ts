import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { eventBytes } from "../../../runtime/protocols/sse/event-bytes.ts";
import { escaped } from "../support/escaped.ts";

const before = Buffer.from("data: {é");
const after = Buffer.from("}\n\n");
const text = fc.oneof(fc.string(), fc.string({ unit: "grapheme" }), fc.string({ minLength: 600, maxLength: 2000 }));
const steps = fc.array(fc.record({ kind: fc.constantFrom("text", "between", "take", "expect"), text }));

describe("the bytes of events", () => {
  test("are what was written, in order, however much was expected", () => {
    fc.assert(
      fc.property(steps, (all) => {
        const written = eventBytes();
        let expected = "";
        for (const step of all) {
          if (step.kind === "expect") written.expect(step.text.length);
          else if (step.kind === "take") {
            expect(written.take().toString()).toBe(Buffer.from(expected).toString());
            expected = "";
          } else if (step.kind === "text") {
            written.text(step.text);
            expected += step.text;
          } else {
            written.between(before, escaped(step.text), after);
            expected += `${before}${step.text}${after}`;
          }
        }
        expect(written.take().toString()).toBe(Buffer.from(expected).toString());
      }),
    );
  });

  test("that were taken do not change when more is written", () => {
    const written = eventBytes();
    written.text("first");
    const taken = written.take();
    written.text("other");
    expect(taken.toString()).toBe("first");
    expect(written.take().toString()).toBe("other");
  });

  test("are empty when nothing was written", () => {
    const written = eventBytes();
    written.expect(1000);
    expect(written.take()).toHaveLength(0);
  });

  test("of texts of any length, also where they no longer fit", () => {
    const written = eventBytes();
    let expected = "";
    for (let length = 0; length < 70; length++) {
      const text = "abcdefghij".repeat(7).slice(0, length);
      written.between(before, escaped(text), after);
      expected += `${before}${text}${after}`;
    }
    const long = "é".repeat(3000);
    written.text(long);
    written.between(before, escaped(long), after);
    expect(written.take().toString()).toBe(`${expected}${long}${before}${long}${after}`);
  });

  test.each([10, 40])("that are no UTF-8 become U+FFFD: %i", (length) => {
    const bytes = Buffer.from("x".repeat(length));
    bytes[5] = 0xff;
    const text = () => bytes.toString("utf8");
    const written = eventBytes();
    written.between(before, { bytes, from: 0, to: length, ascii: false, escapes: 0, text }, after);
    expect(written.take()).toEqual(Buffer.from(`${before}xxxxx\ufffd${"x".repeat(length - 6)}${after}`));
  });
});
