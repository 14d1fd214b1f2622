import { describe, expect, test } from "vitest";
import { scanTopLevel } from "../../../runtime/body/scan/top-level.ts";

function scanned(text: string) {
  const top = scanTopLevel(Buffer.from(text));
  if (top.kind !== "object") return top.kind;
  return [...top.members].map(([key, { valueStart, valueEnd }]) => `${key}=${text.slice(valueStart, valueEnd)}`);
}

describe("members are found with their values", () => {
  test.each<[text: string, members: string[]]>([
    ["{}", []],
    [" \n{\t} \r", []],
    ['{"a":1}', ["a=1"]],
    ['{"a":-1.5E+3,"b":0e-9,"c":true,"d":null}', ["a=-1.5E+3", "b=0e-9", "c=true", "d=null"]],
    ['{"a":"","b":"x\\"y","c":"\\\\"}', ['a=""', 'b="x\\"y"', 'c="\\\\"']],
    ['{"a":[],"b":{},"c":[[{}],"]"]}', ["a=[]", "b={}", 'c=[[{}],"]"]']],
    ['{"a":{"b":"}","c":"\\"}"},"d":["\\\\"]}', ['a={"b":"}","c":"\\"}"}', 'd=["\\\\"]']],
    [' { "a" : 1 , "b" : [ 1 , 2 ] } ', ["a=1", "b=[ 1 , 2 ]"]],
    ['{"a":1,"b":2,"a":3}', ["a=3", "b=2"]],
  ])("%s", (text, members) => {
    expect(scanned(text)).toEqual(members);
  });
});

test.each([
  "",
  " ",
  "[]",
  '"a"',
  "{",
  "{ ",
  '{"',
  '{"a',
  '{"a"',
  '{"a":',
  '{"a":}',
  '{"a":"',
  '{"a":"x',
  '{"a":"x\\"}',
  '{"a":[}',
  '{"a":[1',
  '{"a":["]}',
  '{"a":{"b":1}',
  '{"a":1',
  '{"a":1,',
  '{"a":1,}',
  '{"a":1;"b":2}',
  '{"a":1 "b":2}',
  '{"a" 1}',
  '{"a"=1}',
  "{a:1}",
  '{1:"a"}',
  '{a":1}',
  '{"a":A}',
  '{"a":/}',
  '{"a"::}',
  '{"a":`}',
  '{"a":{}',
  "{}x",
  '{"a":1}x',
  '{"a":1}{}',
  '["a":1}',
])("%s is malformed", (text) => {
  expect(scanned(text)).toBe("malformed");
});

test("a key with an escape is odd", () => {
  expect(scanned('{"a\\u0062":1}')).toBe("odd");
});

test("more than a thousand members are odd", () => {
  const textOf = (count: number) => `{${Array.from({ length: count }, (_, at) => `"${at}":1`).join()}}`;
  expect(scanned(textOf(1000))).toHaveLength(1000);
  expect(scanned(textOf(1001))).toBe("odd");
});

test("keys that stand twice are named, and where the object begins", () => {
  const top = scanTopLevel(Buffer.from('  {"a":1,"b":2,"a":3}'));
  expect(top).toMatchObject({ kind: "object", open: 2, repeated: new Set(["a"]) });
});
