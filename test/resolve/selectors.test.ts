import { expect, it } from "vitest";
import { compileConfig, findingsOf, irOf } from "./compile-config.ts";

const HEAD = "backends: { a: { type: openai }, b: { type: groq } }\n";

it.each([
  ["force_model: a:x|", 'bad-selector@2 "|"'],
  ['force_model: "a:x?temprature=1"', 'unknown-parameter@2 "temprature=1"'],
  ["force_model: 'a:x?seed=1&temperature=3'", 'invalid-parameter@2 "temperature=3"'],
  ["force_model: a:x^b:y", 'unsupported-selector@2 "^"'],
  ["force_model: '[handicap=1]a:x!b:y'", 'unsupported-selector@2 "!"'],
  ["force_model: '[max_context=9]a:x'", 'unsupported-selector@2 "[max_context=9]"'],
  ["force_model: '[max_context=9]c:x|a:y'", 'unsupported-selector@2 "[max_context=9]"', 'unknown-backend@2 "c"'],
  ['force_model: "a:\\x78?top_k=0"', 'invalid-parameter@2 "\\"a:\\\\x78?top_k=0\\""'],
  ["static_route: a:x?seed=", 'invalid-parameter@2 "seed="'],
  ["failover_routes: { r: ['a:x|b:y'] }", `unsupported-selector@2 "'a:x|b:y'"`],
  ["failover_routes: { 'a:x': ['b:x'] }", `bad-name@2 "'a:x'"`],
  ["failover_routes: { 'x?seed=1': ['b:x'] }", `bad-name@2 "'x?seed=1'"`],
  ["model_defaults: { 'a.1:x': { seed: 1 } }", `bad-name@2 "'a.1:x'"`],
  ["tests: [{ model: 'x|', expect: a:x }]", 'bad-selector@2 "|"'],
])("%s", (line, ...findings) => {
  expect(findingsOf(`${HEAD}${line}\n`)).toEqual(findings);
});

it("suggests names that are near", () => {
  const { diagnostics } = compileConfig(`${HEAD}force_model: "a:x?temprature=1"\n`);
  expect(diagnostics[0]?.args.hint).toBe("Did you mean `temperature`?");
});

it("keeps what was parsed", () => {
  const ir = irOf(
    `${HEAD}default_backend: b\nforce_model: 'a:x?seed=1|y'\nfailover_routes: { r: [a:x, 'y?top_k=2'] }\n`,
  );
  expect(ir.forceModel?.selector.branches.map(({ route, params }) => [route, params])).toEqual([
    ["a:x", { seed: 1 }],
    ["y", {}],
  ]);
  expect(ir.settings.forceModel).toBe("a:x?seed=1|y");
  expect(ir.failoverRoutes[0]?.elements).toMatchObject([
    { backend: "a", instance: null, model: "x", params: {} },
    { backend: null, instance: null, model: "y", params: { top_k: 2 } },
  ]);
});

it("takes default_backend from either place, also from both when they agree", () => {
  expect(irOf("backends: { a: { type: groq }, default_backend: a }").settings.defaultBackend).toBe("a");
  expect(irOf("backends: { a: { type: groq }, default_backend: a }\ndefault_backend: a").settings.defaultBackend).toBe(
    "a",
  );
  expect(irOf("backends: { a: { type: groq } }").defaultBackend).toBeNull();
});

it("counts the columns inside a string", () => {
  const spans = compileConfig(`${HEAD}force_model: "a:x|c:y?seed=x"\n`).diagnostics.map(({ span }) => span);
  expect(spans).toMatchObject([
    { line: 2, column: 23, length: 6 },
    { line: 2, column: 19, length: 1 },
  ]);
});
