import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { endOfObject } from "../../../runtime/protocols/sse/end-of-object.ts";
import { firstMalformed } from "../../../runtime/protocols/sse/well-formed.ts";
import { nested } from "../../support/json-text.ts";

const CHUNK = {
  id: "c",
  choices: [{ index: 0, delta: { content: "a" }, logprobs: null, finish_reason: null }],
  n: 0.5,
};
const GOOD = `data: ${JSON.stringify(CHUNK)}\n\n`;

/** What JSON.parse says, with lines cut by a regular expression: slow, and written apart from what it judges. */
function slowly(bytes: Buffer): number {
  const text = bytes.toString("latin1");
  const event = /((?:[^\r\n]+(?:\r\n|\r|\n|$))*)(?:\r\n|\r|\n|$)/y;
  while (event.lastIndex < text.length) {
    const start = event.lastIndex;
    const data = (event.exec(text)?.[1] ?? "")
      .split(/\r\n|\r|\n/)
      .filter((line) => /^data(:|$)/.test(line))
      .map((line) => line.replace(/^data:? ?/, ""))
      .join("\n");
    const word = Buffer.from(data, "latin1").toString().trim();
    if (word !== "" && word !== "[DONE]" && !isJsonObject(data)) return start;
  }
  return -1;
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

describe("an event that is", () => {
  test.each([
    ["a chunk", GOOD],
    ["a chunk without a space", GOOD.replace(" ", "")],
    ["a chunk with two spaces", GOOD.replace(" ", "  ")],
    ["a chunk whose lines end in CRLF", `data: {"a":1}\r\n\r\n`],
    ["a chunk whose lines end in CR", `data: {"a":1}\r\r`],
    ["a chunk whose lines end in several ways", `data: {"a":1}\n\r\ndata: {"a":1}\r\n\ndata: {}\n\n`],
    ["an empty object", "data: {}\n\n"],
    ["white space in all places", 'data: \t{ "a" : [ 1 , { } , [ ] ] , "b":\t"" } \n\n'],
    ["numbers", 'data: {"a":[0,-0,1,-12,0.5,10.25e3,1E-7,2e+8,-0.0e0]}\n\n'],
    ["words", 'data: {"a":[true,false,null]}\n\n'],
    ["escapes", 'data: {"\\u0041\\"":"\\"\\\\\\/\\b\\f\\n\\r\\t\\uD83D\\uabcd"}\n\n'],
    ["any character", 'data: {"a":"é“”\u2028\u{1f600}\u007f"}\n\n'],
    [
      "bytes that are no UTF-8",
      Buffer.concat([Buffer.from('data: {"a":"'), Buffer.from([255, 192]), Buffer.from('"}\n\n')]),
    ],
    ["a key twice", 'data: {"a":1,"a":2}\n\n'],
    ["deep", `data: ${nested(28)}\n\n`],
    ["deeper than 29 levels", `data: ${nested(5000)}\n\n`],
    ["an object in several lines", 'data: {"a":\ndata: 1}\n\n'],
    ["the end", "data: [DONE]\n\n"],
    ["the end without a space", "data:[DONE]\n\n"],
    ["a comment", ": keepalive {\n\n"],
    ["blank data", "data:\n\ndata\n\ndata: \n\n"],
    ["no data", "event: ping\n\nid: {\nretry: x\n\n"],
    ["data and other fields", 'event: message\nid: 1\ndata: {"a":1}\nunknown: {\n\n'],
    ["blank lines", "\n\n\r\n\n\r\r"],
    ["a field that only starts like data", "datax: {\n\n"],
    ["data without its blank line", 'data: {"a":1}'],
    ["nothing at all", ""],
  ])("%s is valid", (_, text) => {
    expect(firstMalformed(Buffer.from(text as string | Uint8Array))).toBe(-1);
  });

  test.each([
    ["cut off", 'data: {"choices":[{"delta":{"content":"a\n\n'],
    ["cut off behind a backslash", 'data: {"a":"\\\n\n'],
    ["cut off with the stream", 'data: {"a":"\\u00'],
    ["words", "data: Bad gateway\n\n"],
    ["HTML", "data: <html>\n\n"],
    ["an array", "data: [1]\n\n"],
    ["a string", 'data: "x"\n\n'],
    ["null", "data: null\n\n"],
    ["two objects", "data: {}{}\n\n"],
    ["two objects in two lines", "data: {}\ndata: {}\n\n"],
    ["the end, twice", "data: [DONE]\ndata: [DONE]\n\n"],
    ["an object with something behind it", "data: {}x\n\n"],
    ["a comma too much", 'data: {"a":1,}\n\n'],
    ["a comma too much in a list", 'data: {"a":[1,]}\n\n'],
    ["a comma too few", 'data: {"a":1 "b":2}\n\n'],
    ["a key without quotes", "data: {a:1}\n\n"],
    ["a key without a value", 'data: {"a"}\n\n'],
    ["single quotes", "data: {'a':1}\n\n"],
    ["brackets that do not match", 'data: {"a":[1}]\n\n'],
    ["a tab in a string", 'data: {"a":"\t"}\n\n'],
    ["a zero in a string", 'data: {"a":"\0"}\n\n'],
    ["an unknown escape", 'data: {"a":"\\x"}\n\n'],
    ["a short escape", 'data: {"a":"\\u12g4"}\n\n'],
    ["a leading zero", 'data: {"a":01}\n\n'],
    ["a plus", 'data: {"a":+1}\n\n'],
    ["a bare minus", 'data: {"a":-}\n\n'],
    ["a bare dot", 'data: {"a":1.}\n\n'],
    ["a bare exponent", 'data: {"a":1e+}\n\n'],
    ["NaN", 'data: {"a":NaN}\n\n'],
    ["half a word", 'data: {"a":tru}\n\n'],
    ["a word too long", 'data: {"a":nulls}\n\n'],
    ["bytes outside a string", 'data: {"a":é}\n\n'],
    ["a no-break space", "data: \u00a0{}\n\n"],
  ])("%s is malformed, and what precedes and follows it is not", (_, text) => {
    expect(firstMalformed(Buffer.from(text))).toBe(0);
    const before = GOOD + ": x\n\n";
    expect(firstMalformed(Buffer.from(`${before}${text.trimEnd()}\n\n${GOOD}`))).toBe(before.length);
    expect(firstMalformed(Buffer.from(`${text}${GOOD}`), text.length)).toBe(-1);
  });
});

const jsonText = fc.tuple(fc.jsonValue({ maxDepth: 5 }), fc.constantFrom(0, 1)).map(([value, gap]) => {
  const text = JSON.stringify({ choices: [{ delta: value }] }, null, gap);
  return gap === 0 ? text : text.replaceAll("\n", "\ndata: ");
});
const event = fc
  .tuple(
    fc.oneof(
      { weight: 6, arbitrary: jsonText.map((text) => `data: ${text}`) },
      fc.constantFrom(": k", "data: [DONE]", "event: x", ""),
    ),
    fc.constantFrom("\n", "\n", "\r\n", "\r"),
  )
  .map(([lines, newline]) => lines.replaceAll("\n", newline) + newline + newline);
const byte = fc.oneof(
  fc.constantFrom(...Buffer.from('"\\{}[],:-+.0189eEutfndl \t\n\r\0d')),
  fc.integer({ min: 0, max: 255 }),
);
const edit = fc.record({ at: fc.nat(5000), remove: fc.nat(2), insert: fc.array(byte, { maxLength: 2 }) });

describe("agrees with JSON.parse", () => {
  test("about upstreams' events, and the same with some bytes changed", () => {
    const seen = { good: 0, malformed: 0 };
    fc.assert(
      fc.property(
        fc.array(event, { minLength: 1, maxLength: 4 }),
        fc.array(edit, { maxLength: 2 }),
        (events, edits) => {
          let bytes = Buffer.from(events.join(""));
          for (const { at, remove, insert } of edits) {
            const place = at % bytes.length;
            bytes = Buffer.concat([bytes.subarray(0, place), Buffer.from(insert), bytes.subarray(place + remove)]);
            if (bytes.length === 0) return;
          }
          const expected = slowly(bytes);
          expect(firstMalformed(bytes)).toBe(expected);
          seen[expected < 0 ? "good" : "malformed"]++;
        },
      ),
      { numRuns: 3000 },
    );
    expect(Math.min(seen.good, seen.malformed)).toBeGreaterThan((seen.good + seen.malformed) / 10);
  });

  test("about any text on one line", () => {
    const token = fc.constantFrom(
      '"a"',
      "{",
      "}",
      "[",
      "]",
      ",",
      ":",
      "1",
      "-",
      ".5",
      "e",
      "true",
      "null",
      " ",
      "\\",
      '"',
    );
    fc.assert(
      fc.property(fc.array(token, { maxLength: 10 }), (tokens) => {
        const text = `{${tokens.join("")}`;
        expect(firstMalformed(Buffer.from(`data: ${text}\n\n`)) < 0).toBe(isJsonObject(text));
      }),
      { numRuns: 3000 },
    );
  });

  test("about each part of a stream that is cut between events", () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(event, fc.constant("data: {x}\n\n")), { maxLength: 6 }),
        fc.nat(6),
        (events, cut) => {
          const bytes = Buffer.from(events.join(""));
          const middle = Buffer.byteLength(events.slice(0, cut).join(""));
          const first = firstMalformed(bytes.subarray(0, middle));
          const second = firstMalformed(bytes, middle);
          expect(first >= 0 ? first : second).toBe(firstMalformed(bytes));
        },
      ),
    );
  });
});

test("an object on one line is read to its end without JSON.parse", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), fc.string(), (value, behind) => {
      const text = JSON.stringify({ value });
      expect(endOfObject(Buffer.from(`${text}${behind}`), 0)).toBe(Buffer.byteLength(text));
    }),
  );
});
