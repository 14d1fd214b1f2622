import { expect, it } from "vitest";
import { compileConfig, findingsOf } from "./compile-config.ts";

const HEAD = "backends: { a: { type: openai, models: [m] }, b: { type: groq } }\n";

function aliases(...rules: readonly (readonly [pattern: string, replacement: string])[]): string {
  return `model_aliases:\n${rules.map(([p, r]) => `  - { pattern: '${p}', replacement: '${r}' }\n`).join("")}`;
}

it.each([
  [
    "a name after the same name",
    [
      ["^x$", "a:1"],
      ["x$", "a:2"],
    ],
    ["unreachable-alias@4 \"'x$'\""],
  ],
  [
    "a name after its prefix",
    [
      ["^x-", "a:1"],
      ["^x-y$", "a:2"],
    ],
    ["unreachable-alias@4 \"'^x-y$'\""],
  ],
  [
    "a prefix after a shorter one",
    [
      ["^x", "a:1"],
      ["^x-(.*)", "a:2"],
    ],
    ["unreachable-alias@4 \"'^x-(.*)'\""],
  ],
  [
    "a pattern after its prefix",
    [
      ["^x-.*", "a:1"],
      ["^x-\\d+$", "a:2"],
    ],
    ["unreachable-alias@4 \"'^x-\\\\d+$'\""],
  ],
  [
    "anything after all",
    [
      ["^.*$", "a:1"],
      ["a|b", "a:2"],
    ],
    ["unreachable-alias@4 \"'a|b'\""],
  ],
  [
    "a prefix after a name",
    [
      ["^x$", "a:1"],
      ["^x", "a:2"],
    ],
    [],
  ],
  [
    "a longer prefix before",
    [
      ["^x-y", "a:1"],
      ["^x", "a:2"],
    ],
    [],
  ],
  [
    "alternatives after a prefix",
    [
      ["^x", "a:1"],
      ["x1|y", "a:2"],
    ],
    [],
  ],
  [
    "a pattern before a name",
    [
      ["^x-.+$", "a:1"],
      ["^x-1$", "a:2"],
    ],
    [],
  ],
  ["an optional pattern", [["^(gpt)?", "a:1"]], ["empty-match-alias@3 \"'^(gpt)?'\""]],
  ["an empty alternative", [["gpt|", "a:1"]], ["empty-match-alias@3 \"'gpt|'\""]],
  ["an optional pattern to the end", [["^(gpt)?$", "a:1"]], []],
  ["everything, said so", [["^(.*)$", "a:1"]], []],
] as const)("%s", (_, rules, findings) => {
  expect(findingsOf(HEAD + aliases(...rules))).toEqual(findings);
});

it("finds replacements that lead nowhere, and only where nothing can take them", () => {
  const rules = aliases(["^x$", "nope|a:1|m"], ["^y(.*)$", "\\1"], ["^z$", "v/w:free?seed=1"]);
  expect(findingsOf(HEAD + rules)).toEqual(['nowhere-alias@3 "nope"', 'nowhere-alias@5 "v/w:free?seed=1"']);
  expect(findingsOf(`${HEAD}default_backend: b\n${rules}`)).toEqual([]);
  expect(findingsOf(`${HEAD}failover_routes: { "*": ["b:x"] }\n${rules}`)).toEqual([]);
  expect(findingsOf(`${HEAD}failover_routes: { nope: ["b:x"], "v/w:free": ["b:y"] }\n${rules}`)).toEqual([]);
});

it("finds elements that are in a route twice, parameters included", () => {
  const text = `${HEAD}failover_routes: { r: ["a:x", "a:x?seed=1", "a.1:x", "a:x?seed=1"], s: ["a:x"] }\n`;
  expect(findingsOf(text)).toEqual(['duplicate-element@2 "\\"a:x?seed=1\\""']);
});

it("finds routes that an alias hides, unless an alias leads there", () => {
  const route = 'failover_routes: { r: ["a:x", "b:x"] }\n';
  expect(findingsOf(HEAD + route + aliases(["^r$", "a:1"]))).toEqual(['shadowed-route@2 "r"']);
  expect(findingsOf(HEAD + route + aliases(["^r$", "a:1"], ["^s$", "r"]))).toEqual([]);
  expect(findingsOf(HEAD + route + aliases(["^r$", "a:1"], ["^to-(.*)$", "\\1"]))).toEqual([]);
  expect(findingsOf(HEAD + route + aliases(["^r-", "a:1"]))).toEqual([]);
  expect(findingsOf(HEAD + route + aliases(["^(?:q|r)(.*)$", "a:\\1x"]))).toEqual(['shadowed-route@2 "r"']);
  expect(findingsOf(HEAD + route + aliases(["^r", "a:1"]))).toEqual(['shadowed-route@2 "r"']);
});

const TESTED = `backends: { a: { type: openai, models: [m], api_keys: ["\${K1}", "\${K2}"] }, b: { type: groq, models: [m] } }
default_backend: b
model_aliases: [{ pattern: "^fast$", replacement: "a:quick|b:quick" }]
`;

it.each([
  ["fast", '["a:quick", "b:quick"]'],
  ["fast", '["a.1:quick", "a.2:quick", "b:quick"]'],
  ["m", '["a:m", "b:m"]'],
  ["a.2:x?seed=1", "a.2:x"],
  ["x|a.1:y", '["b:x", "a.1:y"]'],
])("a test of %s that expects %s passes", (model, expected) => {
  expect(findingsOf(`${TESTED}tests: [{ model: "${model}", expect: ${expected} }]\n`)).toEqual([]);
});

it.each([
  ["fast", '["b:quick", "a:quick"]', "`a:quick` and `b:quick`"],
  ["fast", "a:quick", "`a:quick` and `b:quick`"],
  ["nobody:x", "b:x", "nothing"],
  ["fast|x", "b:x", "nothing"],
])("a test of %s that expects %s fails", (model, expected, actual) => {
  const { diagnostics } = compileConfig(`${TESTED}tests: [{ name: n, model: "${model}", expect: ${expected} }]\n`);
  expect(diagnostics).toMatchObject([
    { code: "routing-test-failed", severity: "error", span: { line: 4 }, args: { model: `${model} (n)`, actual } },
  ]);
});
