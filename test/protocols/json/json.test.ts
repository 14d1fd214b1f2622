import { describe, expect, test } from "vitest";
import { isObject, parseObject } from "../../../runtime/protocols/json/json-object.ts";
import { jsonText, writableText } from "../../../runtime/protocols/json/json-text.ts";
import {
  booleanIn,
  integerIn,
  isAbsent,
  listIn,
  numberIn,
  objectIn,
  stringIn,
  textIn,
  wordIn,
} from "../../../runtime/protocols/json/read.ts";
import { canBeWritten } from "../../support/can-be-written.ts";

const ALL = [{ a: 1 }, [1], "a", "", 1, 1.5, 0, true, false, null, undefined] as const;

describe("a value from outside", () => {
  test.each<[string, (value: unknown) => unknown, readonly unknown[], unknown]>([
    ["an object", objectIn, [{ a: 1 }], {}],
    ["a list", listIn, [[1]], []],
    ["a string", stringIn, ["a", ""], ""],
    ["a text", textIn, ["a", ""], null],
    ["a word", wordIn, ["a"], null],
    ["a number", numberIn, [1, 1.5, 0], null],
    ["an integer", integerIn, [1, 0], null],
    ["a boolean", booleanIn, [true, false], null],
  ])("read as %s is absent if it has another type", (_, read, known, absent) => {
    for (const value of ALL)
      expect(read(value)).toEqual(
        known.some((each) => Object.is(each, value) || JSON.stringify(each) === JSON.stringify(value)) ? value : absent,
      );
  });

  test("is an object only if it has members", () => {
    expect(ALL.filter(isObject)).toEqual([{ a: 1 }]);
  });

  test("is absent if it is null or missing", () => {
    expect(ALL.filter(isAbsent)).toEqual([null, undefined]);
  });

  test("may be parsed as an object, or is none", () => {
    expect(parseObject('{"a":1}')).toEqual({ a: 1 });
    for (const text of ["[1]", "null", "{", "", "7"]) expect(parseObject(text)).toBeNull();
  });
});

describe("a value as JSON text", () => {
  /** Objects and lists in turn. */
  const nested = (depth: number) => JSON.parse(`${'{"a":['.repeat(depth)}1${"]}".repeat(depth)}`);
  const depthOf = (value: unknown): number => {
    let depth = 0;
    for (
      let at = value;
      typeof at === "object" && at !== null;
      at = Array.isArray(at) ? at[0] : (at as { a: unknown }).a
    )
      depth++;
    return depth;
  };

  test("is what JSON.stringify writes, and null for what it leaves out", () => {
    expect(jsonText({ a: [1, "ü", null] })).toBe('{"a":[1,"ü",null]}');
    expect(jsonText(undefined)).toBe("null");
    expect(writableText({ a: 1 })).toBe('{"a":1}');
  });

  const tooDeep = `${"[".repeat(50_000)}${"]".repeat(50_000)}`;
  test.skipIf(canBeWritten(tooDeep))("is cut off where it is nested too deeply to be written, and only there", () => {
    const deep = nested(50_000);
    const written = JSON.parse(jsonText({ x: "before", deep, y: ["behind", null, 7] }));
    expect(written).toMatchObject({ x: "before", y: ["behind", null, 7] });
    expect(depthOf(written.deep)).toBe(199);
    expect(depthOf(JSON.parse(jsonText(deep)))).toBe(200);
    expect(writableText(deep)).toBeNull();
  });

  test("is whole where it can be written", () => {
    expect(depthOf(JSON.parse(jsonText(nested(150))))).toBe(300);
  });
});
