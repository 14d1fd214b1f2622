import fc from "fast-check";
import { expect, test } from "vitest";
import { parseObject } from "../../../runtime/protocols/json/json-object.ts";
import { eventsIn } from "../../../runtime/protocols/sse/event-reader.ts";
import { endOfMatch, eventTemplate } from "../../../runtime/protocols/sse/event-template.ts";
import { firstMalformed } from "../../../runtime/protocols/sse/well-formed.ts";

const chunk = (content: string) =>
  `data: ${JSON.stringify({ id: "chatcmpl-1", choices: [{ index: 0, delta: { content }, finish_reason: null }] })}\n\n`;

/** As the product should judge, the slow way. */
function slowly(bytes: Buffer): number {
  const bad = eventsIn(bytes).find(({ data }) => data !== null && data.trim() !== "" && parseObject(data) === null);
  return bad?.start ?? -1;
}

/** A run of chunks that are alike, of which some have a byte changed, taken out or put in. */
const damaged = fc
  .array(fc.string({ unit: "binary", maxLength: 12 }), { minLength: 2, maxLength: 8 })
  .map((texts) => Buffer.from(texts.map(chunk).join("")))
  .chain((bytes) =>
    fc.tuple(
      fc.constant(bytes),
      fc.nat(bytes.length - 1),
      fc.constantFrom("change", "take", "put", "leave"),
      fc.nat(255),
    ),
  )
  .map(([bytes, at, how, byte]) => {
    const piece = how === "take" || how === "leave" ? Buffer.alloc(0) : Buffer.of(byte);
    const behind = how === "put" || how === "leave" ? at : at + 1;
    return Buffer.concat([bytes.subarray(0, at), piece, bytes.subarray(behind)]);
  })
  // A line break would end an event early or join two: what whole events are is not the question here.
  .filter((bytes) => bytes.subarray(-2).equals(Buffer.from("\n\n")) && !bytes.includes(0x0d));

test("similar chunks are read as each would be on its own", () => {
  let read = 0;
  let malformed = 0;
  fc.assert(
    fc.property(damaged, (bytes) => {
      const expected = slowly(bytes);
      read++;
      if (expected >= 0) malformed++;
      expect(firstMalformed(bytes)).toBe(expected);
    }),
    { numRuns: 4000 },
  );
  expect(malformed).toBeGreaterThan(read / 8);
});

test.each([
  ["another text", chunk("a"), chunk("a longer one"), true],
  ["no text", chunk("a"), chunk(""), true],
  ["escapes", chunk("a"), chunk('"\n\\'), true],
  ["another id", chunk("a"), chunk("b").replace("-1", "-2"), false],
  ["another end", chunk("a"), chunk("b").replace("null", '"st"'), false],
  ["a text that never ends", chunk("a"), chunk("b").replace('b"', "b"), false],
  ["another first byte", chunk("a"), chunk("b").replace("data", "Data"), false],
  ["half of it", chunk("a"), chunk("b").slice(0, -30), false],
  ["a long text, and half of what follows it", chunk("a"), chunk("b".repeat(50)).slice(0, -10), false],
])("%s: %#", (_, first, second, alike) => {
  const bytes = Buffer.from(first + second);
  const template = eventTemplate(bytes, 0, Buffer.byteLength(first));
  if (template === null) throw new Error("no text was found");
  expect(endOfMatch(template, template.end)).toBe(alike ? bytes.length : 0);
  const behind = Buffer.concat([Buffer.from(": ping\n\n"), bytes]);
  const later = eventTemplate(behind, 8, 8 + Buffer.byteLength(first));
  if (later === null) throw new Error("no text was found");
  expect(endOfMatch(later, later.end)).toBe(alike ? behind.length : 0);
});

test("key-like words within a text are not mistaken for the text's key", () => {
  const bytes = Buffer.from('data: {"a":"x \\"content\\":\\" y","b":[1]}\n\n');
  expect(eventTemplate(bytes, 0, bytes.length)).toBeNull();
});
