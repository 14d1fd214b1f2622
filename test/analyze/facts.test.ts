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

test("the first alias whose pattern matches takes a name, whatever its shape", () => {
  const { ir, firstAlias } = createFacts(irOf(CONFIG));
  const [pattern, prefix] = ir.aliases;
  expect(["x.y", "x-yz", "xy", "ax.y"].map(firstAlias)).toEqual([pattern, pattern, undefined, undefined]);
  expect(["p-", "p-1", "p"].map(firstAlias)).toEqual([prefix, prefix, undefined]);
});
