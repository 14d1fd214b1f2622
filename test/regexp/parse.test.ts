import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { looksAround, matchesEmpty } from "../../generator/regexp/matches-empty.ts";
import type { Pattern } from "../../generator/regexp/pattern.ts";
import { printPattern } from "../../generator/regexp/print.ts";
import { readPattern } from "../../generator/regexp/read-pattern.ts";

function parsed(pattern: string): Pattern {
  const read = readPattern(pattern);
  if (!read.ok) throw new Error(`${pattern}: ${read.error.problem}`);
  return read.tree;
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
    ["(?P<n>a|b)", group(1, { kind: "choice", options: [a, b] }, "n")],
    ["(?!a)", { kind: "look", behind: false, negated: true, item: a }],
    ["(?<=a)", { kind: "look", behind: true, negated: false, item: a }],
    ["a*", { kind: "repeat", least: 0, most: null, lazy: false, item: a }],
    ["a+?", { kind: "repeat", least: 1, most: null, lazy: true, item: a }],
    ["a?", { kind: "repeat", least: 0, most: 1, lazy: false, item: a }],
    ["a??", { kind: "repeat", least: 0, most: 1, lazy: true, item: a }],
    ["a{2}", { kind: "repeat", least: 2, most: 2, lazy: false, item: a }],
    ["a{,3}", { kind: "repeat", least: 0, most: 3, lazy: false, item: a }],
    ["a{2,}", { kind: "repeat", least: 2, most: null, lazy: false, item: a }],
    ["[a-z]", { kind: "set", negated: false, items: [{ from: 97, to: 122 }] }],
    ["\\d", { kind: "set", negated: false, items: [{ class: "digit", negated: false, ascii: false }] }],
    ["\\B", { kind: "boundary", negated: true, ascii: false }],
    ["(a)\\1", { kind: "sequence", items: [group(1, a), { kind: "reference", group: 1 }] }],
    ["\\.", { kind: "literal", text: "." }],
  ])("%s", (pattern, tree) => {
    expect(parsed(pattern)).toEqual(tree);
  });

  function group(number: number | null, item: Pattern, name: string | null = null): Pattern {
    return { kind: "group", number, name, item };
  }

  test("patterns that nest deeper than a hundred levels are refused", () => {
    const nested = (levels: number) => readPattern(`${"(".repeat(levels)}a${")".repeat(levels)}`);
    expect(nested(100)).toMatchObject({ ok: true });
    for (const levels of [101, 20_000]) {
      expect(nested(levels)).toMatchObject({ ok: false, error: { kind: "unsupported", offset: 0 } });
    }
  });
});

const { pattern: patterns } = fc.letrec<{ pattern: string; atom: string }>((tie) => ({
  pattern: fc.array(tie("atom"), { maxLength: 4 }).map((atoms) => atoms.join("")),
  atom: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom("a", ".", "\\d", "[a-z]", "(?:^)", "\\$"),
    fc.tuple(tie("pattern"), fc.constantFrom("", "?", "*", "+", "{2}", "{,2}")).map(([inner, q]) => `(?:${inner})${q}`),
    fc.tuple(tie("pattern"), tie("pattern")).map(([left, right]) => `(${left}|${right})`),
  ),
}));

test("agrees with the engine on whether a pattern matches the empty name", () => {
  let empty = 0;
  fc.assert(
    fc.property(patterns, (pattern) => {
      const tree = parsed(pattern);
      const { source, flags } = printPattern(tree);
      expect(looksAround(tree)).toBe(false);
      if (matchesEmpty(tree)) empty += 1;
      expect(matchesEmpty(tree)).toBe(new RegExp(source, flags).test(""));
    }),
    { numRuns: 1000 },
  );
  expect(empty).toBeGreaterThan(0);
});

it.each(["a$", "\\bx?", "(?=a)", "(x|(?<!a))*"])("%s looks around", (pattern) => {
  expect(looksAround(parsed(pattern))).toBe(true);
});
