import { describe, expect, test } from "vitest";
import { HeaderLines } from "../../runtime/wire/header-lines.ts";

const head = (...lines: string[]) => `X\r\n${lines.map((line) => `${line}\r\n`).join("")}`;
const read = (lines: HeaderLines, ...text: string[]) => lines.read(head(...text), 3);

describe("header lines", () => {
  test("are names in lower case and values without space around them", () => {
    expect(read(new HeaderLines(), "Content-Type:\ttext/plain  ", "x-a:", "X-B: a: b")).toEqual([
      "content-type",
      "text/plain",
      "x-a",
      "",
      "x-b",
      "a: b",
    ]);
    expect(read(new HeaderLines())).toEqual([]);
  });

  test.each([
    ["no colon", ["a"]],
    ["no name", [": a"]],
    ["a space before the colon", ["a : b"]],
    ["a folded line", ["a: b", " c"]],
    ["half a line break", ["a: b\rc: d"]],
    ["another half", ["a: b\nc: d"]],
    ["a control character", ["a: \x00"]],
    ["a delete character", ["a: \x7f"]],
    ["a letter that is not ASCII in a name", ["\xe9: a"]],
    ["the colon of the next line", ["a", "b: c"]],
  ])("with %s are not valid, first or later", (_, lines) => {
    expect(read(new HeaderLines(), ...lines)).toBeNull();
    const later = new HeaderLines();
    read(later, "a: b");
    read(later, "a: b");
    expect(read(later, ...lines)).toBeNull();
    expect(read(later, "a: b")).toEqual(["a", "b"]);
  });

  test("of a head are read alike, whatever came before", () => {
    const heads = [
      ["a: 1", "b: 2", "c: 3"],
      ["a: 1", "b: 2", "c: 3"],
      ["a: 1", "c: 3"],
      ["a: 12", "b: 2", "c: 3", "d: 4"],
      ["a: 1 ", "b: 2", "c:3"],
      [],
      ["d: 4", "c: 3", "b: 2", "a: 1"],
      ...Array.from({ length: 20 }, (_, i) => [`a: ${i}`, "b: 2", `c: ${i}`]),
      ["a: 1", "b: 2", "c: 3"],
    ];
    const lines = new HeaderLines();
    for (const each of heads) expect(read(lines, ...each)).toEqual(read(new HeaderLines(), ...each));
  });
});
