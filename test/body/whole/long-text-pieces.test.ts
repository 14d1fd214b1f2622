/** How a body with long texts is written, and what only looks like a reference to one. */
import { describe, expect, test } from "vitest";
import { restored, written } from "../../../runtime/body/whole/long-texts.ts";
import { readWhole } from "../../../runtime/body/whole/read-whole.ts";
import { isObject } from "../../../runtime/protocols/json/json-object.ts";
import { flatten } from "../../../runtime/wire/payload.ts";

const LIMITS = { bytes: 1e9, values: 1e9 };

function read(text: string, known: Parameters<typeof readWhole>[2] = null) {
  const found = readWhole(Buffer.from(text), LIMITS, known);
  if (found.kind !== "read" || !isObject(found.value)) throw new Error(found.kind);
  return { fields: found.value, long: found.long };
}

/** What is written, and in which pieces. */
function payload(text: string) {
  const { fields, long } = read(text);
  const wrote = written(fields, long);
  if (wrote === null) throw new Error("too deep");
  expect(flatten(wrote).toString()).toBe(text);
  return wrote.pieces.map(({ length }) => length);
}

const START = 256;
const BIG = 65_536;

describe("a body is written", () => {
  test.each<[what: string, text: string, pieces: readonly number[]]>([
    ["in one piece", `{"input":"${"x".repeat(START + BIG - 1)}"}`, [12 + START + BIG - 1]],
    ["with the bytes of a large text as they came", `{"input":"${"x".repeat(START + BIG)}"}`, [10 + START, BIG, 2]],
    [
      "with those of two",
      `{"input":["${"x".repeat(START + BIG)}","${"y".repeat(START + BIG)}",1]}`,
      [11 + START, BIG, 3 + START, BIG, 5],
    ],
    ["with a large end", `{"input":"${"x".repeat(3000)}","user":"${"y".repeat(BIG)}"}`, [10 + 3000, 10 + BIG + 2]],
  ])("%s", (_, text, pieces) => {
    expect(payload(text)).toEqual(pieces);
  });

  test("without a copy of a large text", () => {
    const bytes = Buffer.from(`{"input":"${"x".repeat(START + BIG)}"}`);
    const found = readWhole(bytes, LIMITS);
    if (found.kind !== "read" || !isObject(found.value)) throw new Error(found.kind);
    expect(written(found.value, found.long)?.pieces[1]?.buffer).toBe(bytes.buffer);
  });

  test("unless it nests deeper than can be written", () => {
    let value: object = {};
    for (let depth = 0; depth < 100_000; depth++) value = { a: value };
    expect(written({ a: value }, null)?.length ?? null).toBe(lengthOf({ a: value }));
  });

  test("with the long texts of two bodies", () => {
    const [x, y] = ["x".repeat(3000), "y".repeat(3000)];
    const one = read(`{"input":"${x}"}`);
    const two = read(`{"input":"${y}"}`, one.long);
    const fields = { both: [one.fields.input, two.fields.input] };
    expect(restored(fields, two.long)).toEqual({ both: [x, y] });
  });
});

test("without long texts, a value is returned as it is", () => {
  const value = { a: 1 };
  expect(restored(value, null)).toBe(value);
});

/** The `t` is escaped, so that the search for such texts in a client's bytes does not find it. */
const WORD = "\\u0074urnout-long-text-";

describe("what only looks like a reference stays a text", () => {
  test.each([
    `${WORD}0;`,
    `x\\u0001${WORD}0;`,
    `@u0001${WORD}0;`,
    `@\\u0002${WORD}0;`,
    `@\\u0001${WORD}7;`,
    `@\\u0001${WORD};`,
    `@\\u0001${WORD}x;`,
    `@\\u0001${WORD}0`,
    `@\\u0001${WORD}00000000;`,
  ])("%s", (text) => {
    const long = "x".repeat(3000);
    const { fields, long: texts } = read(`{"input":["${long}","${text}"]}`);
    expect(texts?.bytes).toHaveLength(1);
    expect(restored(fields, texts)).toEqual({ input: [long, JSON.parse(`"${text}"`)] });
  });
});

/** Of the text of a value; null where the engine cannot write it: newer ones write any depth. */
function lengthOf(value: object): number | null {
  try {
    return JSON.stringify(value).length;
  } catch {
    return null;
  }
}
