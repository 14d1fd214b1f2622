import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findNeedles } from "../../../runtime/body/scan/needles.ts";
import { payloadOf } from "../../../runtime/wire/payload.ts";

const WINDOW = 65_536;
const MODEL = '"model"';
const STREAM = '"stream"';
const ODD = ['"extra_body"', '"request_context_tokens"', "\\u005f", "\\u0061", "\\u007a"];

const find = (...pieces: string[]) => findNeedles(payloadOf(pieces.map((piece) => Buffer.from(piece, "latin1"))));

function placesIn(text: string, needle = MODEL): readonly number[] {
  const first = text.indexOf(needle);
  const second = first < 0 ? -1 : text.indexOf(needle, first + 1);
  return [first, second].filter((at) => at >= 0);
}

test("two places of a stream are kept, none of them twice", () => {
  expect(find(`{"model":1,${STREAM}:1,${STREAM}:2,${STREAM}:3}`).streams).toEqual([11, 22]);
});

test.each([...ODD, "\\u0050", "\\u0079"])("%s is odd", (needle) => {
  expect(find(`{${needle}:1}`)).toEqual({ models: [], odd: true, streams: [] });
});

test.each([
  '"mode"',
  '"models"',
  "model",
  '"extra_bod"',
  '"request_context_token"',
  "\\u004f",
  "\\u008f",
  "\\n",
  '"strea"',
  '"system"',
  '"custom"',
  '\\"',
])("%s is nothing", (text) => {
  expect(find(`{${text}:1}`)).toEqual({ models: [], odd: false, streams: [] });
});

describe("on the seam of two windows", () => {
  // Up to more than any of them is long.
  const shifts = Array.from({ length: 40 }, (_, i) => i);

  test.each([MODEL, STREAM, ...ODD])("%s is found wherever it is cut", (needle) => {
    for (const windows of [1, 2]) {
      for (const shift of shifts) {
        const at = WINDOW * windows - shift;
        const text = ".".repeat(at) + needle + "......";
        const expected = {
          models: needle === MODEL ? [at] : [],
          odd: ODD.includes(needle),
          streams: needle === STREAM ? [at] : [],
        };
        for (const pieces of [[text], [text.slice(0, WINDOW * windows), text.slice(WINDOW * windows)]])
          expect(find(...pieces)).toEqual(expected);
      }
    }
  });

  test("one that stands where a window starts again is counted once", () => {
    for (const shift of shifts) {
      const at = WINDOW - shift;
      const text = `${".".repeat(at) + MODEL}..${MODEL}`;
      expect(find(text).models).toEqual([at, at + 9]);
    }
  });
});

test("in pieces of any size, down to a byte and to none", () => {
  const part = fc.constantFrom(MODEL, STREAM, ...ODD, '"', "m", "\\", "_", '"mod', 'el"', "", "x".repeat(50));
  const cuts = fc.array(fc.nat(200), { maxLength: 30 });
  fc.assert(
    fc.property(fc.array(part, { maxLength: 8 }), cuts, (parts, at) => {
      const text = parts.join("");
      const places = [0, ...at.filter((cut) => cut < text.length).sort((a, b) => a - b), text.length];
      const found = find(...places.slice(1).map((end, i) => text.slice(places[i], end)));
      expect(found.models).toEqual(placesIn(text));
      if (found.models.length < 2) expect(found.streams).toEqual(placesIn(text, STREAM));
      if (found.models.length < 2) expect(found.odd).toBe(ODD.some((needle) => text.includes(needle)));
    }),
    { numRuns: 500 },
  );
});

test("what an earlier body left behind completes no needle", () => {
  for (const needle of [MODEL, STREAM, ...ODD]) {
    // Of an escape the first digits are enough.
    const whole = needle.startsWith("\\") ? needle.length - 1 : needle.length;
    for (let cut = 1; cut < whole; cut++) {
      find(`....${needle}`);
      expect(find(`....${needle.slice(0, cut)}`)).toEqual({ models: [], odd: false, streams: [] });
    }
  }
});
