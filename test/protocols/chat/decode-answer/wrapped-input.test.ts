/** The input of a custom tool that arrives as the argument of a function: `{"input":"…"}`. */
import { describe, expect, test } from "vitest";
import { wrappedInput } from "../../../../runtime/protocols/chat/decode-answer/wrapped-input.ts";

/** What each piece gives, and then the rest. */
function unwrapped(...pieces: readonly string[]): readonly string[] {
  const input = wrappedInput();
  return [...pieces.map((piece) => input.add(piece)), input.rest()];
}

const TEXTS = [
  ["plain", "a text", JSON.stringify("a text")],
  ["empty", "", '""'],
  ["with escapes", '"\\/\b\f\n\r\t', '"\\"\\\\\\/\\b\\f\\n\\r\\t"'],
  ["with letters as numbers", "é€", '"\\u00e9\\u20AC"'],
  ["with pairs", "😀\ud800\udc00\udbff\udfff", '"😀\\ud800\\udc00\\uDBFF\\uDFFF"'],
  ["with halves of pairs", "\ud800x\udc00\udbff", '"\\ud800x\\udc00\\udbff"'],
  ["with a half before an escape", "\ud800\n", '"\\ud800\\n"'],
] as const;

describe.each(TEXTS)("a text %s", (_, text, json) => {
  const args = ` {\n"input" : ${json}} `;

  test("comes out whole, however it is cut", () => {
    for (let at = 0; at <= args.length; at++) {
      const pieces = unwrapped(args.slice(0, at), args.slice(at));
      expect(pieces.join("")).toBe(text);
      expect(pieces.at(-1)).toBe("");
    }
    expect(unwrapped(...args.split("")).join("")).toBe(text);
  });
});

test("no piece ends with half of a pair", () => {
  const args = '{"input":"\\ud800\\udc00\\uDBFF\\udfff\\ud83d\\ude00"}';
  for (let at = 0; at <= args.length; at++)
    for (const piece of unwrapped(args.slice(0, at), args.slice(at))) expect(piece).not.toMatch(/[\ud800-\udbff]$/);
});

test("an opening with more white space than any model writes is another form", () => {
  const spaced = (blanks: number) => unwrapped(`{${" ".repeat(blanks)}`, '"input":"a"}');
  expect(spaced(199)).toEqual(["", "a", ""]);
  expect(spaced(200)).toEqual(["", "", "a"]);
});

test("a text is passed on as soon as it is certain", () => {
  expect(unwrapped('{"input":"ab', "c\\", 'n"}', "behind")).toEqual(["ab", "c", "\n", "", ""]);
  expect(unwrapped('{"input":"a\\ud83d', '\\ude00"}')).toEqual(["a", "😀", ""]);
  expect(unwrapped('{"input":"cut off')).toEqual(["cut off", ""]);
});

describe("arguments of another form", () => {
  test.each([
    ["another member first", '{"a":1,"input":"b"}', "b"],
    ["an input that is no text", '{"input":{"a":1}}', '{"a":1}'],
    ["null", '{"input":null}', "null"],
    ["no input", '{"a":1}', '{"a":1}'],
    ["a list", '["input"]', '["input"]'],
    ["a text", "ls -l", "ls -l"],
    ["half an opening", ' {"inp', ' {"inp'],
    ["nothing", "", ""],
  ])("%s: all of it comes at the end", (_, args, rest) => {
    for (const at of [0, 1, 5, args.length])
      expect(unwrapped(args.slice(0, at), args.slice(at))).toEqual(["", "", rest]);
  });
});
