import fc from "fast-check";
import { expect, it } from "vitest";
import { needsParsing } from "../../runtime/selector/characters.ts";
import { FAILURE_KINDS } from "../../runtime/selector/failure-kinds.ts";
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

type Note = fc.Arbitrary<string | null>;
const positive = fc.integer({ min: 1 });
const seconds = fc.double({ min: 0, max: 1e9, noNaN: true }).map((n) => n + 0);
const maxContext: Note = fc.option(positive.map((n) => `max_context=${n}`));
const weight: Note = fc.option(positive.map((n) => `weight=${n}`));
const handicap: Note = fc.option(seconds.map((n) => `handicap=${n}`));
const ttftTimeout: Note = fc.option(seconds.map((n) => `ttft_timeout=${n}`));

const on: Note = fc.option(
  fc.uniqueArray(fc.constantFrom(...FAILURE_KINDS), { minLength: 1 }).map((kinds) => `on=${kinds.join("+")}`),
);

/** A leaf behind some of the annotations, in the order in which they are printed. */
function branch(...notes: readonly Note[]): fc.Arbitrary<string> {
  return fc.tuple(fc.tuple(...notes), leaf).map(([found, text]) => {
    const written = found.filter((note) => note !== null);
    return written.length === 0 ? text : `[${written.join(",")}]${text}`;
  });
}

const group = (one: fc.Arbitrary<string>, operator: string) =>
  fc.array(one, { minLength: 2, maxLength: 5 }).map((branches) => branches.join(operator));

/** At most one branch is the first. */
const withFirst = fc
  .tuple(branch(weight, maxContext), fc.tuple(weight, maxContext, leaf), branch(weight, maxContext), fc.nat(2))
  .map(([one, [ownWeight, window, text], other, at]) => {
    const first = `[${[ownWeight, "first", window].filter((note) => note !== null).join(",")}]${text}`;
    return [one, other].toSpliced(at, 0, first).join("^");
  });

/** Some branches follow those that are drawn. */
const withBackups = fc
  .tuple(
    branch(weight, maxContext),
    fc.array(fc.tuple(maxContext, on, leaf), { minLength: 1, maxLength: 3 }),
    fc.nat(3),
  )
  .map(([drawn, backups, at]) => {
    const written = backups.map(
      ([window, kinds, text]) => `[${["backup", window, kinds].filter((note) => note !== null).join(",")}]${text}`,
    );
    return written.toSpliced(at, 0, drawn).join("^");
  });

const canonical = fc
  .oneof(
    branch(maxContext, on),
    fc
      .tuple(branch(maxContext), fc.array(branch(maxContext, on), { minLength: 1, maxLength: 4 }))
      .map(([first, rest]) => [first, ...rest].join("|")),
    group(branch(weight, maxContext), "^"),
    withFirst,
    withBackups,
    group(branch(maxContext, handicap, ttftTimeout), "!"),
  )
  .filter((text) => text.length <= 1024);

const pieces = fc.constantFrom(
  ..."|^![]?&=,:/.% +",
  "weight=2",
  "first",
  "backup",
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

/** A valid string with a part left out, doubled or replaced by noise. */
const broken = fc
  .tuple(canonical, fc.nat(1024), fc.nat(12), noise, fc.boolean())
  .map(([text, from, length, other, twice]) => {
    const at = from % (text.length + 1);
    return text.slice(0, at) + (twice ? text.slice(at, at + length).repeat(2) : other) + text.slice(at + length);
  });

it("prints what it parsed", () => {
  fc.assert(
    fc.property(canonical, (text) => {
      const result = parseSelector(text);
      if (!result.ok) throw new Error(result.error.message);
      expect(result.selector.branches.flatMap((branch) => branch.issues)).toEqual([]);
      expect(printSelector(result.selector)).toBe(text);
    }),
    { numRuns: 2000 },
  );
});

/** One string in other words: blocks taken apart, white space, capitals, and the annotations from behind. */
function loosened(text: string): string {
  return text.replace(/\[([^\]]*)\]/g, (_, notes: string) =>
    notes
      .split(",")
      .reverse()
      .map((note) => ` ${note.replace(/^[a-z_]+/, (key) => key.toUpperCase())} `)
      .map((note, i) => (i % 2 === 0 ? `[${note}]` : `[${note.trim()}]`))
      .join(""),
  );
}

it("reads the same from all notations", () => {
  fc.assert(
    fc.property(canonical, (text) => {
      const spread = loosened(text).replace(/(?<=[a-z0-9])[|^!](?=[[a-z])/g, " $& ");
      fc.pre(spread.length <= 1024);
      const result = parseSelector(spread);
      if (!result.ok) throw new Error(`${spread}: ${result.error.message}`);
      expect(printSelector(result.selector)).toBe(text);
    }),
    { numRuns: 1000 },
  );
});

it("parses what it printed to the same again, whatever was written", () => {
  fc.assert(
    fc.property(fc.oneof(noise, broken), (text) => {
      const result = parseSelector(text);
      if (!result.ok) return;
      const printed = printSelector(result.selector);
      const again = parseSelector(printed);
      // A name may hold what printing would have to leave out: then it is the same name, or too long.
      if (!again.ok) expect(printed.length).toBeGreaterThan(1024);
      else expect(printSelector(again.selector)).toBe(printed);
    }),
    { numRuns: 3000 },
  );
});

it("never throws, and points inside the string", () => {
  fc.assert(
    fc.property(fc.oneof(noise, broken), (text) => {
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

// Steps that grow with the square of the length would take half an hour; the soak has a bound.
it("reads an invalid string in linear time", () => {
  const longest = 1024;
  const hard = [
    "[",
    "]",
    "|",
    "^",
    "!",
    "?",
    "&",
    "=",
    "%",
    "%7C",
    "[weight=",
    "[first]",
    "[backup]",
    "[,",
    "[]",
    "a|",
    "a^",
    "a!",
    " ",
    "a:",
    "a/",
    ".",
    "\u3000",
    "[max_context=1]",
    "?a=1&",
    "?a=%41",
    "[weight=1][",
    "[weight=9e9]a^",
  ];
  for (const piece of hard) {
    for (const text of [piece.repeat(longest).slice(0, longest), piece.repeat(1_000_000)]) {
      expect(() => parseSelector(text)).not.toThrow();
    }
  }
});

it("the shortcut is only taken for strings that are one plain route", () => {
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
