/** Which characters a part of a pattern may take: what decides whether two parts can take the same ones. */
import { describe, expect, test } from "vitest";
import { ANYTHING, type Characters, charactersOf, overlap, THE_END, union } from "../../generator/regexp/characters.ts";
import type { SetItem, Single } from "../../generator/regexp/pattern.ts";

const LAST = 0x10_ffff;
const of = (negated: boolean, ...items: readonly SetItem[]): Single => ({ kind: "set", negated, items });
const named = (name: "digit" | "word" | "space", more: { negated?: boolean; ascii?: boolean } = {}): SetItem => ({
  class: name,
  negated: false,
  ascii: false,
  ...more,
});
const range = (from: string, to: string): SetItem => ({ from: from.charCodeAt(0), to: to.charCodeAt(0) });

const DIGITS: Characters = [[0x30, 0x39]];
const WORD: Characters = [
  [0x30, 0x39],
  [0x41, 0x5a],
  [0x5f, 0x5f],
  [0x61, 0x7a],
];
const SPACE: Characters = [
  [0x09, 0x0d],
  [0x1c, 0x20],
];
const BEYOND: Characters = [[0x80, LAST]];
const NOT_DIGITS: Characters = [
  [0, 0x2f],
  [0x3a, LAST],
];

describe("a part takes", () => {
  test.each<[what: string, part: Single, characters: Characters]>([
    ["a letter", { kind: "literal", text: "a" }, [[0x61, 0x61]]],
    ["a character of two units", { kind: "literal", text: "😀" }, [[0x1f600, 0x1f600]]],
    ["any character", { kind: "any" }, [[0, LAST]]],
    [
      "ranges, in order",
      of(false, range("x", "z"), range("a", "c")),
      [
        [0x61, 0x63],
        [0x78, 0x7a],
      ],
    ],
    ["ranges that touch, as one", of(false, range("a", "c"), range("d", "f")), [[0x61, 0x66]]],
    ["ranges that overlap, as one", of(false, range("a", "f"), range("b", "c")), [[0x61, 0x66]]],
    [
      "ranges with one between them, apart",
      of(false, range("a", "c"), range("e", "f")),
      [
        [0x61, 0x63],
        [0x65, 0x66],
      ],
    ],
    [
      "all but a range",
      of(true, range("b", "c")),
      [
        [0, 0x61],
        [0x64, LAST],
      ],
    ],
    [
      "all but the middle",
      of(true, { from: 10, to: LAST - 1 }),
      [
        [0, 9],
        [LAST, LAST],
      ],
    ],
    [
      "the last two as one",
      of(false, range("a", "c"), range("e", "g"), range("f", "h")),
      [
        [0x61, 0x63],
        [0x65, 0x68],
      ],
    ],
    ["all but the first", of(true, { from: 0, to: 9 }), [[10, LAST]]],
    ["all but the last", of(true, { from: 10, to: LAST }), [[0, 9]]],
    ["digits", of(false, named("digit", { ascii: true })), DIGITS],
    ["letters", of(false, named("word", { ascii: true })), WORD],
    ["white space", of(false, named("space", { ascii: true })), SPACE],
    ["digits, and maybe all beyond ASCII", of(false, named("digit")), [...DIGITS, ...BEYOND]],
    ["letters, and maybe all beyond ASCII", of(false, named("word")), [...WORD, ...BEYOND]],
    ["white space, and maybe all beyond ASCII", of(false, named("space")), [...SPACE, ...BEYOND]],
    ["no digits", of(false, named("digit", { negated: true, ascii: true })), NOT_DIGITS],
    ["no digits, of any script", of(false, named("digit", { negated: true })), NOT_DIGITS],
    ["not digits", of(true, named("digit", { ascii: true })), NOT_DIGITS],
    ["not digits, of any script", of(true, named("digit")), NOT_DIGITS],
    ["not what is no digit", of(true, named("digit", { negated: true, ascii: true })), DIGITS],
    ["not what is no digit, of any script", of(true, named("digit", { negated: true })), [...DIGITS, ...BEYOND]],
    ["not what is no letter, of any script", of(true, named("word", { negated: true })), [...WORD, ...BEYOND]],
  ])("%s", (_, part, characters) => {
    expect(charactersOf(part)).toEqual(characters);
  });
});

test("anything is any character, and the end", () => {
  expect([ANYTHING, THE_END]).toEqual([[[-1, LAST]], [[-1, -1]]]);
  expect(overlap(ANYTHING, THE_END)).toBe(true);
});

test("a union does not change what it joins", () => {
  const one: Characters = [[1, 2]];
  expect(union([one, [[3, 9]], []])).toEqual([[1, 9]]);
  expect(one).toEqual([[1, 2]]);
});

test.each<[a: Characters, b: Characters, overlaps: boolean]>([
  [[], [[1, 2]], false],
  [[[1, 2]], [], false],
  [[[1, 2]], [[3, 4]], false],
  [[[1, 3]], [[3, 4]], true],
  [
    [[5, 6]],
    [
      [1, 2],
      [6, 7],
    ],
    true,
  ],
  [
    [
      [1, 2],
      [8, 9],
    ],
    [
      [3, 4],
      [9, 9],
    ],
    true,
  ],
  [
    [
      [1, 2],
      [8, 9],
    ],
    [[3, 7]],
    false,
  ],
  [[[1, 9]], [[4, 5]], true],
  [[[4, 5]], [[1, 9]], true],
])("%j and %j overlap: %j", (a, b, overlaps) => {
  expect([overlap(a, b), overlap(b, a)]).toEqual([overlaps, overlaps]);
});
