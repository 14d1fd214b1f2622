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

it("finds replacements that lead nowhere, and only if nothing can match them", () => {
  const rules = aliases(["^x$", "nope|a:1|m"], ["^y(.*)$", "\\1"], ["^z$", "v/w:free?seed=1"]);
  expect(findingsOf(HEAD + rules)).toEqual(['nowhere-alias@3 "nope"', 'nowhere-alias@5 "v/w:free?seed=1"']);
  expect(findingsOf(`${HEAD}default_backend: b\n${rules}`)).toEqual([]);
  expect(findingsOf(`${HEAD}failover_routes: { "*": ["b:x"] }\n${rules}`)).toEqual([]);
  expect(findingsOf(`${HEAD}failover_routes: { nope: ["b:x"], "v/w:free": ["b:y"] }\n${rules}`)).toEqual([]);
});

it("finds elements that a route lists twice, parameters included", () => {
  const text = `${HEAD}failover_routes: { r: ["a:x", "a:x?seed=1", "a.1:x", "a:x?seed=1"], s: ["a:x"] }\n`;
  expect(findingsOf(text)).toEqual(['duplicate-element@2 "\\"a:x?seed=1\\""']);
});

it("accepts a target twice if the second accepts longer requests", () => {
  const route = (...elements: string[]) => findingsOf(`${HEAD}failover_routes: { r: ${JSON.stringify(elements)} }\n`);
  expect(route("[max_context=5]a:x", "b:x", "a:x")).toEqual([]);
  expect(route("[max_context=5]a:x", "[max_context=9]a:x", "b:x")).toEqual([]);
  expect(route("a:x", "b:x", "[max_context=9]a:x")).toEqual(['duplicate-element@2 "\\"[max_context=9]a:x\\""']);
  const rotation = "failover_routes: { r: { policy: round-robin, elements: ['a:x', 'a:x', 'b:x'] } }\n";
  expect(findingsOf(HEAD + rotation)).toEqual([]);
  expect(route("[max_context=9]a:x", "b:x", "[max_context=9]a:x")).toEqual([
    'duplicate-element@2 "\\"[max_context=9]a:x\\""',
  ]);
});

it.each([
  ["k", '["c:x"]', []],
  ["k", '["c:x", "b:y", "a:z"]', ["element-never-tried@2 b:y", "element-never-tried@2 a:z"]],
  ["km", '["c:x", "b:y"]', []],
  ["k", '["a:x"]', ["policy-without-keys@2 r"]],
  ["k", '["c.2:x"]', ["policy-without-keys@2 r"]],
  ["k", '["m"]', []],
  ["k", '["d:x"]', []],
  ["m", '["a:x"]', []],
])("policy %s over %s", (policy, elements, expected) => {
  const backends = HEAD.replace(
    "} }\n",
    '}, c: { type: groq, api_keys: ["${C}", "${D}"] }, d: { type: groq, api_keys: "${E_*}" } }\n',
  );
  const found = findingsOf(`${backends}failover_routes: { r: { policy: ${policy}, elements: ${elements} } }\n`);
  expect(found.map((finding) => finding.replace(/["\\]/g, ""))).toEqual(expected);
});

const LONG = "no-branch-for-long-requests";

it.each([
  ["force_model: '[max_context=9]a:x'", []],
  ["force_model: '[max_context=9]a:x|b:y'", []],
  ["force_model: 'a:x|[max_context=9]b:y'", []],
  ["force_model: '[max_context=9]a:x|[max_context=8]b:y'", [LONG]],
  ["static_route: '[max_context=9]a:x^[max_context=8]b:y'", [LONG]],
  ["model_aliases: [{ pattern: ^x$, replacement: '[max_context=9]a:x![max_context=8]b:y' }]", [LONG]],
  ["failover_routes: { r: ['[max_context=9]a:x', '[max_context=8]b:y'] }", [LONG]],
  ["failover_routes: { r: ['[max_context=9]a:x', 'b:y'] }", []],
])("long requests with %s", (line, codes) => {
  const { diagnostics } = compileConfig(`${HEAD}${line}\n`);
  expect(diagnostics.map(({ code }) => code)).toEqual(codes);
  for (const { args } of diagnostics) expect(args.tokens).toBe("9");
});

it.each([
  ["a: { type: openai, timeout: 9, first_token_timeout: 9 }", ["9"]],
  ["a: { type: openai, timeout: 9, first_token_timeout: 8.5 }", []],
  ["a: { type: openai, first_token_timeout: 120 }", ["120"]],
  ["a: { type: openai, timeout: null, first_token_timeout: 999, header_timeout: 999 }", []],
  ["a: { type: openai, timeout: 4 }", []],
  ["a: { type: openai, timeout: 4, connect_timeout: 5, stream_idle_timeout: 6 }", ["5", "6"]],
  ["a: { type: openai, header_timeout: 4, connect_timeout: 5 }", ["5"]],
  ["a: { type: openai, header_timeout: null, connect_timeout: 5 }", []],
])("timeouts of %s", (backend, pointed) => {
  const expected = pointed.map((value) => `timeout-never-fires@1 ${JSON.stringify(value)}`);
  expect(findingsOf(`backends: { ${backend}, default_backend: a }\n`)).toEqual(expected);
});

it.each([
  ["failover_routes: { r: { elements: [a:x], timeout: 5, header_timeout: 7 } }", ['timeout-never-fires@2 "7"']],
  ["failover_routes: { r: { elements: [a:x], header_timeout: 700 } }", []],
  ["failure_handling: { max_silent_wait: 91 }", ['timeout-never-fires@2 "91"']],
  ["failure_handling: { max_silent_wait: 31, total_timeout_budget: 30 }", ['timeout-never-fires@2 "31"']],
  ["failure_handling: { total_timeout_budget: 20 }", []],
  ["force_model: 'a:x![ttft_timeout=119]b:y'", []],
  ["force_model: 'a:x![ttft_timeout=500]y'", []],
  ["force_model: 'a:x![ttft_timeout=120]b:y'", ["timeout-never-fires@2 \"'a:x![ttft_timeout=120]b:y'\""]],
  [
    "model_aliases: [{ pattern: ^x$, replacement: 'a:x![ttft_timeout=120]b:y' }]",
    ['timeout-never-fires@2 "[ttft_timeout=120]b:y"'],
  ],
])("limits in %s", (line, expected) => {
  expect(findingsOf(`${HEAD}${line}\n`)).toEqual(expected);
});

it("finds windows for models that are most likely misspelled", () => {
  const windows = (models: string, names: string, rest = "") =>
    findingsOf(
      `backends: { a: { type: openai, models: [${models}], context_windows: { ${names} } }, default_backend: a }\n${rest}`,
    );
  expect(windows("gpt-4o", "gpt4o: 9")).toEqual(['unlisted-model@1 "gpt4o"']);
  expect(windows("gpt-4o", "gpt-4o: 9, gpt4o: 9")).toEqual([]);
  expect(windows("gpt-4o", "claude: 9")).toEqual([]);
  expect(windows("", "gpt4o: 9")).toEqual([]);
  expect(windows("gpt-4o", "gpt-4o-mini: 9", "force_model: 'a:gpt-4o-mini'\n")).toEqual([]);
  expect(windows("gpt-4o", "gpt-4o-mini: 9", "failover_routes: { r: ['a:gpt-4o-mini'] }\n")).toEqual([]);
  const alias = "model_aliases: [{ pattern: ^x$, replacement: 'a:gpt-4o-mini' }]\n";
  expect(windows("gpt-4o", "gpt-4o-mini: 9", alias)).toEqual([]);
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
  ["nobody:x", "b:x", "`b:nobody:x`"],
  ["b.9:x", "b:x", "nothing"],
  ["fast|x", "b:x", "nothing"],
])("a test of %s that expects %s fails", (model, expected, actual) => {
  const { diagnostics } = compileConfig(`${TESTED}tests: [{ name: n, model: "${model}", expect: ${expected} }]\n`);
  expect(diagnostics).toMatchObject([
    { code: "routing-test-failed", severity: "error", span: { line: 4 }, args: { model: `${model} (n)`, actual } },
  ]);
});
