import fc from "fast-check";
import { expect, test } from "vitest";
import { Code, comment, inlineLiteral, literal, prefixType, regexpLiteral } from "../generator/5-emit/literal.ts";
import { createNames } from "../generator/5-emit/names.ts";

/** Runs source text as an expression. */
function evaluate(source: string): unknown {
  return new Function(`"use strict"; return (${source});`)();
}

const hostile = fc.oneof(
  fc.string({ unit: "binary", maxLength: 30 }),
  fc.constantFrom("`${x}`", '"; throw 1; "', "\u2028\u2029", "*/", "//\n", "\\", "__proto__", "\ud800", "</script>"),
);

test("a literal has the value it was created from, on one line or on several", () => {
  const data = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      hostile,
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.boolean(),
      fc.constant(null),
      tie("list"),
      tie("map"),
    ),
    list: fc.array(tie("value"), { maxLength: 6 }),
    map: fc.dictionary(hostile, tie("value"), { maxKeys: 6 }),
  })).value;
  fc.assert(
    fc.property(data, (value) => {
      // fast-check's dictionaries may have no prototype, which no literal can say.
      const plain = structuredClone(value);
      expect(evaluate(literal(value))).toStrictEqual(plain);
      expect(evaluate(inlineLiteral(value))).toStrictEqual(plain);
      expect(inlineLiteral(value)).not.toMatch(/[\n\r\u2028\u2029]/);
    }),
  );
});

test("a key named __proto__ stays a key", () => {
  const value = evaluate(literal(JSON.parse('{"__proto__": {"admin": true}}')));
  expect(Object.keys(value ?? {})).toEqual(["__proto__"]);
  expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
});

test("only an instance of Code is code", () => {
  expect(inlineLiteral({ a: new Code("openai") })).toBe("{ a: openai }");
  expect(inlineLiteral({ text: "process.exit()" })).toBe('{ text: "process.exit()" }');
});

test("only plain data has a literal", () => {
  for (const value of [undefined, Number.NaN, Number.POSITIVE_INFINITY, () => 1, 1n]) {
    expect(() => inlineLiteral(value)).toThrow(/no literal/);
  }
});

test("a comment is one line, whatever it contains", () => {
  fc.assert(
    fc.property(hostile, (text) => {
      expect(comment(text)).toMatch(/^\/\/ [^\n\r\u2028\u2029\0]*$/);
    }),
  );
});

test("a template type requires the text of its prefix", () => {
  expect(prefixType("gpt-4.1/")).toBe("`gpt-4.1/${string}`");
  expect(prefixType("a`${b}\\")).toBe('`${"a`${b}\\\\"}${string}`');
  expect(prefixType("openai.", "number")).toBe("`openai.${number}`");
});

test("a pattern's literal matches the same as the pattern", () => {
  for (const source of ["^(?:a/b)", "^(?:[/]\\/x)", "^(?:\\u2028|\u2028|\\n)", "^(?:`\\$\\{x\\})"]) {
    const pattern = evaluate(regexpLiteral(source).text);
    for (const text of ["a/b", "//x", "\u2028", "\n", "`${x}", "a"]) {
      expect(pattern instanceof RegExp && pattern.test(text), `${source} on ${text}`).toBe(
        new RegExp(source).test(text),
      );
    }
  }
});

test("every id gets a unique identifier that the module and the language do not use", () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(hostile, fc.constantFrom("class", "route", "a-1", "a.1", "a1", "Route", "to")), {
        maxLength: 20,
      }),
      (ids) => {
        const names = createNames();
        const taken = ids.map((id) => names.take("", id));
        expect(new Set(taken).size).toBe(taken.length);
        for (const name of taken) expect(evaluate(`(() => { const ${name} = 1; return ${name}; })()`)).toBe(1);
        for (const name of ["route", "locate", "router", "to", "Route", "class"]) expect(taken).not.toContain(name);
      },
    ),
  );
});
