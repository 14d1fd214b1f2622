import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { MOST_STEPS, stepsOf } from "../../generator/regexp/cost.ts";
import { createMatcher } from "../../generator/regexp/matching.ts";
import { parsePattern } from "../../generator/regexp/parse.ts";
import type { Pattern } from "../../generator/regexp/pattern.ts";
import { readPattern } from "../../generator/regexp/read-pattern.ts";
import { readTokens } from "../../generator/regexp/read-tokens.ts";

function read(pattern: string) {
  const found = readPattern(pattern);
  if (!found.ok) throw new Error(`${pattern}: ${found.error.problem}`);
  return found;
}

const LONG = 1024;

describe("patterns that could take very long are matched in another way", () => {
  it.each([
    ["^(a+)+b$", "a".repeat(LONG)],
    ["^([a-z0-9]+-?)+$", `${"a".repeat(LONG - 1)}!`],
    ["^(.*)-(.*)-(.*)-latest$", "-".repeat(LONG)],
    ["^(.*)-(.*)-latest$", "-".repeat(LONG)],
    ["^(?:a|a)*b$", "a".repeat(LONG)],
    ["^(?:a|ab)*(?:bc|c)*d$", "ab".repeat(LONG / 2)],
    ["^(?:a?){40}b$", "a".repeat(LONG)],
    ["^(?:.*a){10}$", "a".repeat(LONG - 1).concat("!")],
    ["^(?=(.*)-(.*)-(.*)-x)a", "-".repeat(LONG)],
    ["^(\\w+[-.]?)*:(.*)$", "a".repeat(LONG)],
    ["^(?:(?:a*)*)*b", "a".repeat(LONG)],
    ["^(?:[^/]*/)*([^/]+-)*x$", "a/-".repeat(LONG / 3)],
  ])("%s", (pattern, name) => {
    const { matching } = read(pattern);
    expect(matching.kind).toBe("machine");
    expect(createMatcher(matching)(name)).toBeNull();
  });
});

describe("patterns that cannot are left to the engine", () => {
  it.each([
    "^(.*)\\/(.*)$",
    "^(.*)\\/(.*)-x$",
    "^(.*)-latest$",
    "^([a-z]+)-([0-9]+)-([a-z]+)$",
    "^gpt-(?:4|4o|3\\.5)(?:-turbo|-mini)?(?:-\\d{4}-\\d{2}-\\d{2})?$",
    "^(?:gpt|gemini|claude)(-[a-z0-9]+)*$",
    "^([^/]+)/([^/]+)/([^/:]+):(.+)$",
    "^(?!claude-)(.*)$",
    "^(.+?)(?:-latest)?$",
    "^(\\w+)-(\\w+)$",
    "^(?:[a-z0-9.]+-)*v\\d+$",
    "^a{1,1000}b{1,1000}$",
  ])("%s", (pattern) => {
    expect(read(pattern).matching.kind).toBe("regexp");
    expect(stepsOf(read(pattern).tree)).toBeLessThanOrEqual(MOST_STEPS);
  });
});

test("a name that no client can ask for matches nothing", () => {
  const match = createMatcher(read("^(.*)\\/(.*)-x$").matching);
  expect(match("/".repeat(1022).concat("-x"))).not.toBeNull();
  expect(match("/".repeat(1023).concat("-x"))).toBeNull();
});

/** Tries one way after the other, as the engine does, and counts the characters that it compares. */
function countSteps(pattern: Pattern, name: string): number {
  const characters = [...name];
  let steps = 0;
  run(pattern, 0, () => true);
  return steps;

  function run(part: Pattern, at: number, next: (at: number) => boolean): boolean {
    switch (part.kind) {
      case "literal":
      case "any":
      case "set":
        steps += 1;
        if (steps > 1_000_000) throw new Error("too many");
        return at < characters.length && fits(part, characters[at] ?? "") && next(at + 1);
      case "start":
        return at === 0 && next(at);
      case "end":
        return at === characters.length && next(at);
      case "sequence":
        return inSequence(part.items, at, next);
      case "choice":
        return part.options.some((option) => run(option, at, next));
      case "group":
        return run(part.item, at, next);
      case "repeat":
        return repeat(part, 0, at, next);
      default:
        throw new Error("not generated");
    }
  }

  function inSequence(items: readonly Pattern[], at: number, next: (at: number) => boolean): boolean {
    const [first, ...others] = items;
    return first === undefined ? next(at) : run(first, at, (behind) => inSequence(others, behind, next));
  }

  function repeat(
    part: Pattern & { readonly kind: "repeat" },
    times: number,
    at: number,
    next: (at: number) => boolean,
  ): boolean {
    const { item, least, most, lazy } = part;
    const more = () =>
      (most === null || times < most) &&
      run(item, at, (behind) => (behind > at || times < least) && repeat(part, times + 1, behind, next));
    if (times < least) return more();
    return lazy ? next(at) || more() : more() || next(at);
  }
}

function fits(part: Pattern & { readonly kind: "literal" | "any" | "set" }, character: string): boolean {
  if (part.kind === "any") return true;
  if (part.kind === "literal") return part.text === character;
  const code = character.codePointAt(0) ?? 0;
  return part.items.some((item) => !("class" in item) && item.from <= code && code <= item.to) !== part.negated;
}

const { pattern: patterns } = fc.letrec<{ pattern: string; atom: string }>((tie) => ({
  pattern: fc.array(tie("atom"), { minLength: 1, maxLength: 4 }).map((atoms) => atoms.join("")),
  atom: fc.oneof(
    { maxDepth: 2, depthSize: "small", withCrossShrink: true },
    fc
      .tuple(fc.constantFrom("a", "b", "-", ".", "[ab]", "[^-]"), fc.constantFrom("", "", "?", "*", "+", "*?", "{1,3}"))
      .map(([one, times]) => one + times),
    fc
      .tuple(tie("pattern"), fc.constantFrom("", "?", "*", "+", "{2}", "{,2}"))
      .map(([one, times]) => `(${one})${times}`),
    fc.tuple(tie("pattern"), tie("pattern")).map(([left, right]) => `(?:${left}|${right})`),
  ),
}));

test("no name takes more steps than were foreseen", () => {
  let foreseen = 0;
  const property = fc.property(patterns, fc.constantFrom("", "$", "!"), (body, end) => {
    const tree = parsePattern(readTokens(body + end).tokens);
    if (tree === null) return;
    for (const name of ["a".repeat(30), "-".repeat(30), "ab-".repeat(10), "ab".repeat(15), "aab".repeat(10)]) {
      const bound = stepsOf(tree, name.length);
      if (bound > 30_000) return;
      foreseen += 1;
      expect(countSteps(tree, name)).toBeLessThanOrEqual(bound);
    }
  });
  fc.assert(property, { numRuns: 1000 });
  expect(foreseen).toBeGreaterThan(500);
});
