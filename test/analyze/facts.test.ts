import { expect, test } from "vitest";
import { createFacts } from "../../generator/4-analyze/facts/facts.ts";
import { irOf } from "../resolve/compile-config.ts";

const CONFIG = `
backends: { a: { type: openai } }
default_backend: a
model_aliases: [{ pattern: '^x.y', replacement: z }, { pattern: '^p-(.*)', replacement: '\\1' }]
`;

test("a fact is computed once, whoever asks for it", () => {
  const facts = createFacts(irOf(CONFIG));
  expect(facts.groups).toBe(facts.groups);
  expect(facts.follow).toBe(facts.follow);
  expect(facts.lookedUp).toBe(facts.lookedUp);
});

test("names that replacements look up are known where no group of the match is in them", () => {
  const { lookedUp } = createFacts(irOf(CONFIG));
  expect(lookedUp.fixed.map(({ name }) => name)).toEqual(["z"]);
  expect(lookedUp.any).toBe(true);
});

test("a rule takes the names that its pattern matches, whatever its shape", () => {
  const { ir, matches } = createFacts(irOf(CONFIG));
  const [pattern, prefix] = ir.aliases;
  if (pattern === undefined || prefix === undefined) throw new Error("the config has two rules");
  expect(["x.y", "x-yz", "xy", "ax.y"].map((name) => matches(pattern, name))).toEqual([true, true, false, false]);
  expect(["p-", "p-1", "p"].map((name) => matches(prefix, name))).toEqual([true, true, false]);
});
