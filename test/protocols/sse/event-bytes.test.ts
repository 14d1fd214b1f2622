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
  });

  test("are empty when nothing was written", () => {
    const written = eventBytes();
    written.expect(1000);
    expect(written.take()).toHaveLength(0);
  });
});
