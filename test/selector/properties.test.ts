import fc from "fast-check";
import { expect, it } from "vitest";
import { needsParsing } from "../../runtime/selector/characters.ts";
import { PARAM_NAMES } from "../../runtime/selector/params.ts";
import { parseSelector } from "../../runtime/selector/parse.ts";
import { printSelector } from "../../runtime/selector/print.ts";

const word = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/);
const route = fc.oneof(
  word,
  fc.tuple(word, word).map(([backend, model]) => `${backend}:${model}`),
  fc.tuple(word, fc.integer({ min: 1, max: 9 }), word).map(([backend, n, model]) => `${backend}.${n}:${model}`),
  fc.tuple(word, word, word).map(([backend, vendor, model]) => `${backend}:${vendor}/${model}:beta`),
  fc.tuple(word, word).map(([vendor, model]) => `${vendor}/${model}:free`),
);
const values: Record<string, fc.Arbitrary<string>> = {
  temperature: fc.double({ min: 0, max: 2, noNaN: true }).map((n) => String(n + 0)),
  top_p: fc.constantFrom("0", "0.5", "1"),
  top_k: fc.integer({ min: 1 }).map(String),
  max_tokens: fc.integer({ min: 1 }).map(String),
  reasoning_effort: fc.constantFrom("none", "xhigh"),
  verbosity: fc.constantFrom("low", "high"),
  seed: fc.maxSafeInteger().map((n) => String(n + 0)),
  service_tier: fc.constantFrom("flex", "a%20b", "%21%7C%5E"),
  presence_penalty: fc.constantFrom("-2", "0.25"),
  frequency_penalty: fc.constantFrom("-1.5", "2"),
};
const query = fc
  .tuple(...PARAM_NAMES.map((name) => fc.option((values[name] ?? fc.constant("")).map((value) => `${name}=${value}`))))
  .map((pairs) => pairs.filter((pair) => pair !== null).join("&"))
  .map((pairs) => (pairs === "" ? "" : `?${pairs}`));
const leaf = fc.tuple(route, query).map(([name, params]) => name + params);

const weight = fc.integer({ min: 1, max: 100 }).map((n) => `[weight=${n}]`);
const canonical = fc
  .oneof(
    leaf,
    fc.array(leaf, { minLength: 2, maxLength: 4 }).map((leaves) => leaves.join("|")),
    fc
      .array(fc.tuple(weight, leaf), { minLength: 2, maxLength: 4 })
      .map((all) => all.map((one) => one.join("")).join("^")),
    fc.array(leaf, { minLength: 2, maxLength: 4 }).map((leaves) => `[handicap=1.5,ttft_timeout=2]${leaves.join("!")}`),
  )
  .filter((text) => text.length <= 1024);

it("prints what it parsed", () => {
  fc.assert(
    fc.property(canonical, (text) => {
      const result = parseSelector(text);
      if (!result.ok) throw new Error(result.error.message);
      expect(result.selector.branches.flatMap((branch) => branch.issues)).toEqual([]);
      expect(printSelector(result.selector)).toBe(text);
    }),
    { numRuns: 500 },
  );
});

const pieces = fc.constantFrom(
  ..."|^![]?&=,:/.% +",
  "weight=2",
  "first",
  "temperature=",
  "%7C",
  "a",
  "\n",
  "é",
  "\ud800",
);
const noise = fc.oneof(
  fc.array(pieces, { maxLength: 40 }).map((all) => all.join("")),
  fc.string({ unit: "binary" }),
);

it("never throws, and points inside the string", () => {
  fc.assert(
    fc.property(noise, (text) => {
      const result = parseSelector(text);
      const places = result.ok
        ? result.selector.branches.flatMap((branch) => [branch, ...branch.issues])
        : [result.error];
      for (const { offset, length } of places) {
        expect(offset).toBeGreaterThanOrEqual(0);
        expect(offset + length).toBeLessThanOrEqual(text.length);
      }
    }),
    { numRuns: 3000 },
  );
});

it("the short cut is only taken by strings that are one plain route", () => {
  fc.assert(
    fc.property(fc.oneof(noise, leaf), (text) => {
      if (needsParsing(text)) return;
      expect(parseSelector(text)).toMatchObject({
        ok: true,
        selector: { kind: "single", branches: [{ route: text, params: {}, issues: [] }] },
      });
    }),
    { numRuns: 3000 },
  );
  expect(["gpt-4o", "openai:gpt-4o", "a/b:c", "openai.2:gpt-4.1"].some(needsParsing)).toBe(false);
});
