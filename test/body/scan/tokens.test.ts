import { describe, expect, test } from "vitest";
import { isEnd, readMember, skipSpace } from "../../../runtime/body/scan/tokens.ts";

describe("a member", () => {
  test.each([
    ['"a":1', 0, ["a", 0, 4, 5]],
    ['{"a" : "b" }', 1, ["a", 1, 7, 10]],
    ['{"a":\n[1,{"b":"]"}] ,', 1, ["a", 1, 6, 19]],
    ['"":{}', 0, ["", 0, 3, 5]],
    ['"a\\"b":true,', 0, ['a\\"b', 0, 7, 11]],
    ['"a":-1.5E+3}', 0, ["a", 0, 4, 11]],
    ['"a":zz}', 0, ["a", 0, 4, 6]],
  ])("of %j from %i", (text, at, [key, keyStart, valueStart, valueEnd]) => {
    expect(readMember(Buffer.from(text), at)).toEqual({ key, keyStart, valueStart, valueEnd });
  });

  test.each([
    ["", 0],
    ['a":1', 0],
    ['{"a":1', 0],
    ['"a', 0],
    ['"a"', 0],
    ['"a" 1', 0],
    ['"a":', 0],
    ['"a":}', 0],
    ['"a":"b', 0],
    ['"a":[1', 0],
    ['"a":{"b":1', 0],
    ['"a":["b]', 0],
    ['"a":1', 5],
  ])("is none in %j from %i", (text, at) => {
    expect(readMember(Buffer.from(text), at)).toBeNull();
  });
});

test("white space is what JSON has", () => {
  expect(skipSpace(Buffer.from(" \n\r\tx "), 0)).toBe(4);
  expect(skipSpace(Buffer.from("x "), 0)).toBe(0);
  expect(skipSpace(Buffer.from("\u00a0"), 0)).toBe(0);
  expect(isEnd(Buffer.from("x \n"), 1)).toBe(true);
  expect(isEnd(Buffer.from("x \n"), 0)).toBe(false);
  expect(isEnd(Buffer.from(""), 0)).toBe(true);
});
