/** One name must not block a server for long, however many patterns it meets. */
import { expect, test } from "vitest";
import { load } from "../../generator/1-load/load.ts";
import { validate } from "../../generator/2-validate/validate.ts";
import { resolve } from "../../generator/3-resolve/resolve.ts";
import { slowPatterns } from "../../generator/4-analyze/checks/slow-patterns.ts";
import { createFacts } from "../../generator/4-analyze/facts/facts.ts";
import { readerIn } from "../../generator/files/read-beside.ts";

/** The findings for a config with a rule for each pattern. */
function found(patterns: readonly string[]): readonly string[] {
  const aliases = patterns.map((pattern) => ({ pattern, replacement: "a:m" }));
  const text = JSON.stringify({ backends: { a: { type: "mock" } }, default_backend: "a", model_aliases: aliases });
  const document = load({ file: "config.yaml", text }).value;
  const valid = document === null ? null : validate(document).value;
  const ir = valid === null ? null : resolve(valid, readerIn(".")).value;
  if (ir === null) throw new Error("the patterns are refused for another reason");
  return slowPatterns(createFacts(ir)).map(({ code, args }) => `${code} ${args.count} ${args.seconds}`);
}

const many = (count: number, pattern: (i: number) => string) => Array.from({ length: count }, (_, i) => pattern(i));

/** Just under the limit of a single pattern for a RegExp, or a table of steps where `i` makes it longer. */
const costly = (i: number) => `^(.*)-(.*)x${i}$`;

test.each<[string, readonly string[], number]>([
  ["two thousand costly ones", many(2000, costly), 2000],
  ["as many that start alike", many(2000, (i) => `^team-(.*)-(.*)x${i}$`), 2000],
  ["three that need two thousand steps each", many(3, (i) => `^(?:[a-z]{1,30}-?){1,30}${i}$`), 3],
  [
    "starts of each other, which one name all has",
    [
      ...many(120, costly),
      ...many(120, (i) => `^team-(.*)-(.*)x${i}$`),
      ...many(120, (i) => `^team-a-(.*)-(.*)x${i}$`),
    ],
    360,
  ],
])("%s are an error", (_, patterns, count) => {
  expect(found(patterns)).toEqual([expect.stringMatching(new RegExp(`^slow-patterns ${count} `))]);
});

test.each<[string, readonly string[]]>([
  ["fifty costly ones", many(50, costly)],
  ["two thousand costly ones of which a name meets one", many(2000, (i) => `^team-${i}-(.*)-(.*)x$`)],
  ["two thousand cheap ones without a start", many(2000, (i) => `^(.*)-mini-${i}$`)],
  ["ten thousand lookups", many(10_000, (i) => `^gpt-${i}$`)],
  ["ten thousand starts", many(10_000, (i) => `^gpt-${i}-(.*)$`)],
  ["one that needs two thousand steps", ["^(?:[a-z]{1,30}-?){1,30}$"]],
])("%s are none", (_, patterns) => {
  expect(found(patterns)).toEqual([]);
});
