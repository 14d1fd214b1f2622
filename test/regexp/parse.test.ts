import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { looksAround, matchesEmpty } from "../../generator/regexp/matches-empty.ts";
import { parsePattern } from "../../generator/regexp/parse.ts";
import type { Pattern } from "../../generator/regexp/pattern.ts";
import { translate } from "../../generator/regexp/translate.ts";

function parsed(pattern: string): { readonly tree: Pattern | null; readonly source: string } {
  const translated = translate(pattern);
  if (!translated.ok) throw new Error(translated.error.problem);
  return { tree: parsePattern(translated.tokens), source: translated.source };
}

const a = { kind: "literal", text: "a" } as const;
const b = { kind: "literal", text: "b" } as const;

describe("the tree of a pattern", () => {
  it.each<[string, Pattern]>([
    ["a", a],
    ["", { kind: "sequence", items: [] }],
    ["^ab$", { kind: "sequence", items: [{ kind: "start" }, a, b, { kind: "end" }] }],
    ["a|b|", { kind: "choice", options: [a, b, { kind: "sequence", items: [] }] }],
    ["(a)(?:b)", { kind: "sequence", items: [group(1, a), group(null, b)] }],
    ["(?P<n>a|b)", group(1, { kind: "choice", options: [a, b] })],
    ["(?!a)", { kind: "look", behind: false, negated: true, item: a }],
    ["(?<=a)", { kind: "look", behind: true, negated: false, item: a }],
    ["a*", { kind: "repeat", least: 0, most: null, lazy: false, item: a }],
    ["a+?", { kind: "repeat", least: 1, most: null, lazy: true, item: a }],
    ["a?", { kind: "repeat", least: 0, most: 1, lazy: false, item: a }],
    ["a??", { kind: "repeat", least: 0, most: 1, lazy: true, item: a }],
    ["a{2}", { kind: "repeat", least: 2, most: 2, lazy: false, item: a }],
    ["a{,3}", { kind: "repeat", least: 0, most: 3, lazy: false, item: a }],
    ["a{2,}", { kind: "repeat", least: 2, most: null, lazy: false, item: a }],
    ["[a-z]", { kind: "set", source: "[a-z]" }],
    ["\\d", { kind: "set", source: "\\d" }],
    ["\\B", { kind: "boundary", negated: true }],
    ["(a)\\1", { kind: "sequence", items: [group(1, a), { kind: "reference", source: "(?:\\1)" }] }],
    ["\\.", { kind: "literal", text: "." }],
  ])("%s", (pattern, tree) => {
    expect(parsed(pattern).tree).toEqual(tree);
  });

  function group(number: number | null, item: Pattern): Pattern {
    return { kind: "group", number, item };
  }

  test("patterns that nest deeper than a hundred levels are not parsed", () => {
    const nested = (levels: number) => `${"(".repeat(levels)}a${")".repeat(levels)}`;
    expect(parsed(nested(100)).tree).not.toBeNull();
    expect(parsed(nested(101)).tree).toBeNull();
    expect(parsed(nested(20_000)).tree).toBeNull();
  });
});

const { pattern: patterns } = fc.letrec<{ pattern: string; atom: string }>((tie) => ({
  pattern: fc.array(tie("atom"), { maxLength: 4 }).map((atoms) => atoms.join("")),
  atom: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom("a", ".", "\\d", "[a-z]", "^", "\\$"),
    fc.tuple(tie("pattern"), fc.constantFrom("", "?", "*", "+", "{2}", "{,2}")).map(([inner, q]) => `(?:${inner})${q}`),
    fc.tuple(tie("pattern"), tie("pattern")).map(([left, right]) => `(${left}|${right})`),
  ),
}));

test("agrees with the engine on whether a pattern matches the empty name", () => {
  let empty = 0;
  fc.assert(
    fc.property(patterns, (pattern) => {
      const { tree, source } = parsed(pattern);
      if (tree === null) return;
      expect(looksAround(tree)).toBe(false);
      if (matchesEmpty(tree)) empty += 1;
      expect(matchesEmpty(tree)).toBe(new RegExp(source).test(""));
    }),
    { numRuns: 1000 },
  );
  expect(empty).toBeGreaterThan(0);
});

it.each(["a$", "\\bx?", "(?=a)", "(x|(?<!a))*"])("%s looks around", (pattern) => {
  const { tree } = parsed(pattern);
  expect(tree !== null && looksAround(tree)).toBe(true);
});
