/** The limits of a survey to the byte, and what is left out of the parse. */
import { describe, expect, test } from "vitest";
import { type Survey, survey } from "../../../runtime/body/whole/survey.ts";

const NO_LIMITS = { bytes: 1e9, values: 1e9 };

const kindOf = (text: string, limits: object): Survey["kind"] =>
  survey(Buffer.from(text), { ...NO_LIMITS, ...limits }).kind;

/** The texts that are left out, and the bytes before each. */
function leftOut(text: string): readonly (readonly [start: string, rest: string])[] {
  const bytes = Buffer.from(text);
  const found = survey(bytes, NO_LIMITS);
  if (found.kind !== "fits") return [];
  return found.texts.map(({ from, to }) => [bytes.toString("utf8", 0, from), bytes.toString("utf8", from, to)]);
}

describe("values are counted to the last", () => {
  test.each<[text: string, values: number]>([
    ['{"a":1,"b":1,"c":1}', 24],
    ['[{"a":1,"b":1,"c":1}]', 13],
    ["[[],{}]", 6],
    ["[[[", 3],
    ["[1,2,3]", 3],
  ])("%s has %i", (text, values) => {
    expect([kindOf(text, { values }), kindOf(text, { values: values - 1 })]).toEqual(["fits", "crowded"]);
  });
});

test.each<[text: (length: number) => string]>([
  [() => "[1,2,3]"],
  [(length) => `{"input":"${"x".repeat(length)}"}`],
  [(length) => `{"a":[1,2,3],"input":["${"x".repeat(length)}","${"y".repeat(length)}"],"z":1}`],
])("bytes are counted to the last, of long texts the start alone: %#", (textOf) => {
  const bytes = textOf(256).length;
  expect([kindOf(textOf(3000), { bytes }), kindOf(textOf(3000), { bytes: bytes - 1 })]).toEqual(["fits", "long"]);
});

test.each([
  "model",
  "extra_body",
  "instructions",
  "metadata",
  "previous_response_id",
  "prompt_cache_key",
  "reasoning",
  "safety_identifier",
  "session_id",
  "text",
  "tool_choice",
  "tools",
  "user",
])("a long text in %s is read, and one behind it is not", (name) => {
  const long = "x".repeat(3000);
  const text = `{"a":1,"${name}":{"b":["${long}"]},"input":"${long}"}`;
  expect(leftOut(text).map(([start]) => start.length)).toEqual([text.lastIndexOf("x".repeat(3000)) + 256]);
});

test("long is a text of 2 KiB", () => {
  expect(leftOut(`{"input":"${"x".repeat(2047)}"}`)).toEqual([]);
  expect(leftOut(`{"input":"${"x".repeat(2048)}"}`)).toHaveLength(1);
});

describe("a long text with an escape", () => {
  const of = (unit: string) => `{"input":"${"x".repeat(2500)}${unit}x"}`;

  test.each(["\\uz123", "\\u1z23", "\\u12z3", "\\u123z", "\\u12g4", "\\u12/4", "\\u12:4", "\\u12`4", "\\x"])(
    "of %s is read: it is no JSON",
    (unit) => {
      expect(leftOut(of(unit))).toEqual([]);
    },
  );

  test.each(["\\u0019", "\\uabcf", "\\uABCF", "\\n", '\\"', "\\/"])("of %s is not", (unit) => {
    expect(leftOut(of(unit))).toHaveLength(1);
  });

  test.each(["\\n", '\\"', "\\u00e9"])("is cut behind %s and before the next one", (unit) => {
    for (const before of [250, 251, 252, 253, 254, 255, 256]) {
      const text = `${"a".repeat(before)}${unit}\\u00e9\\n${"x".repeat(3000)}`;
      const head = '{"input":"';
      const [[start = "", rest = ""] = []] = leftOut(`${head}${text}"}`);
      expect(JSON.parse(`"${start.slice(head.length)}"`) + JSON.parse(`"${rest}"`)).toBe(JSON.parse(`"${text}"`));
    }
  });
});
