import { describe, expect, test } from "vitest";
import { behindString, endOfObject } from "../../../runtime/protocols/sse/end-of-object.ts";

/** Levels of objects and lists in turn. */
const nested = (levels: number) => {
  const open = Array.from({ length: levels }, (_, level) => (level % 2 === 0 ? '{"a":' : "["));
  const close = open.map((each) => (each === "[" ? "]" : "}")).reverse();
  return `${open.join("")}1${close.join("")}`;
};

describe("an object on one line ends where JSON says", () => {
  test.each([
    "{}",
    "{ \t}",
    '{"a":1}',
    '{\t"a"\t:\t1\t,\t"b":[ ] }',
    '{"a":[],"b":[[]],"c":[1,{},"x"]}',
    '{"a":0,"b":-0,"c":-1.5e-7,"d":10E+20,"e":0.25}',
    '{"a":1e5,"b":2E0}',
    '{"a":null,"b":true,"c":false}',
    '{"a":"x\\"\\\\\\/\\b\\f\\n\\r\\t","b":"\\u00e9\\uD83D"}',
    '{"é":"€😀"}',
    nested(29),
  ])("%s", (text) => {
    for (const behind of ["", "}", ' {"b":2}', "x"]) {
      expect(endOfObject(Buffer.from(text + behind), 0)).toBe(Buffer.byteLength(text));
      expect(endOfObject(Buffer.from(`[${text}${behind}`), 1)).toBe(1 + Buffer.byteLength(text));
    }
  });
});

describe("what is none, or not for certain, ends nowhere", () => {
  test.each([
    "",
    "{",
    '{"a"',
    '{"a":',
    '{"a":1',
    '{"a":1,',
    '{"a":1,}',
    '{"a":1]',
    '{"a":[1}',
    '{"a":[1,]}',
    '{"a":[,1]}',
    "{a:1}",
    '{"a" 1}',
    '{"a"}',
    "{1}",
    '{"a',
    '{"a",1}',
    '{"a":1 "b":2}',
    '{"a":}',
    '{"a":nul}',
    '{"a":tru}',
    '{"a":fals}',
    '{"a":nxll}',
    '{"a":-}',
    '{"a":1.}',
    '{"a":.5}',
    '{"a":1e}',
    '{"a":1e+}',
    '{"a":01}',
    '{"a":+1}',
    '{"a":/}',
    '{"a"::}',
    '{"a":"x}',
    '{"a":"\\x"}',
    '{"a":"\\u12g4"}',
    '{"a":"\\u123"}',
    '{"a":"\u0001"}',
    '{"a":"\u0001n"}',
    '{"a":"\n"}',
    '{"a":1\n}',
    '{"a":1\r}',
    nested(30),
    `{"a":${nested(29)}}`,
  ])("%j", (text) => {
    // What precedes it is not taken for its end.
    for (const before of ["", "}", "x}", "1}", "x1}", ":1}"])
      expect(endOfObject(Buffer.from(before + text), before.length)).toBe(0);
  });
});

test.each([
  ['""', 2],
  ['"a"b', 3],
  ['"\\""', 4],
  ['"\\u00e9"', 8],
  ['"a', 0],
  ['"\\', 0],
  ['"\\u00', 0],
  ['"\t"', 0],
  ['"\tn"', 0],
])("the string %s ends at %i", (text, end) => {
  expect(behindString(Buffer.from(text), 0)).toBe(end);
});

test("each key is told, at any depth, and where its value starts", () => {
  const told: string[] = [];
  const key = (bytes: Buffer, start: number, length: number, value: number) =>
    told.push(`${bytes.toString("utf8", start, start + length)}=${bytes.toString("utf8", value, value + 1)}`);
  const text = '[{"a":1,\t"bc" : {"d\\"":[{"é":"x"}, 2]}, "":null}';
  expect(endOfObject(Buffer.from(text), 1, { key })).toBe(Buffer.byteLength(text));
  expect(told).toEqual(["a=1", "bc={", 'd\\"=[', 'é="', "=n"]);
});
