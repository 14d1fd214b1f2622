import fc from "fast-check";
import { expect, it } from "vitest";
import { compileConfig, findingsOf, irOf } from "./compile-config.ts";

const HEAD = "backends: { a: { type: openai }, b: { type: groq } }\n";

it.each([
  ["force_model: a:x|", 'bad-selector@2 "|"'],
  ['force_model: "a:x?temprature=1"', 'unknown-parameter@2 "temprature=1"'],
  ["force_model: 'a:x?seed=1&temperature=3'", 'invalid-parameter@2 "temperature=3"'],
  ["force_model: a:x^b:y"],
  ["force_model: '[weight=3,first]a:x^[weight=1]y'"],
  ["force_model: '[handicap=1]a:x!b:y'"],
  ["force_model: '[max_context=9]a:x'"],
  ["force_model: '[max_context=9]c:x|a:y'", 'unknown-backend@2 "c"'],
  ["force_model: '[weight=9]a:x^[weight=2]c:y'", 'unknown-backend@2 "c"'],
  ["force_model: '[weight=9]a:x|b:y'", 'bad-selector@2 "weight=9"'],
  ["force_model: 'a:x^[first]b:y^[first]b:z'", 'bad-selector@2 "[first]b:z"'],
  ['force_model: "a:\\x78?top_k=0"', 'invalid-parameter@2 "top_k=0"'],
  ["static_route: a:x?seed=", 'invalid-parameter@2 "seed="'],
  ["failover_routes: { r: ['a:x|b:y'] }", `unsupported-selector@2 "'a:x|b:y'"`],
  ["failover_routes: { r: ['[weight=2]a:x^b:y'] }", `unsupported-selector@2 "'[weight=2]a:x^b:y'"`],
  ["failover_routes: { r: ['a:x!b:y'] }", `unsupported-selector@2 "'a:x!b:y'"`],
  ["failover_routes: { r: ['[weight=2]a:x'] }", 'bad-selector@2 "weight=2"'],
  ["failover_routes: { r: ['[max_context=x]a:x'] }", 'bad-selector@2 "max_context=x"'],
  ["model_defaults: { '[max_context=9]a:x': { seed: 1 } }", `bad-name@2 "'[max_context=9]a:x'"`],
  ["failover_routes: { 'a:x': ['b:x'] }", `bad-name@2 "'a:x'"`],
  ["failover_routes: { 'x?seed=1': ['b:x'] }", `bad-name@2 "'x?seed=1'"`],
  ["model_defaults: { 'a.1:x': { seed: 1 } }", `bad-name@2 "'a.1:x'"`],
  ["tests: [{ model: 'x|', expect: a:x }]", 'bad-selector@2 "|"'],
])("%s", (line, ...findings) => {
  expect(findingsOf(`${HEAD}${line}\n`)).toEqual(findings);
});

it("suggests similar names", () => {
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
    { backend: "a", instance: null, model: "x", params: {}, annotations: {} },
    { backend: null, instance: null, model: "y", params: { top_k: 2 }, annotations: {} },
  ]);
});

it("keeps the annotations of an element and the rules of its route", () => {
  const { failoverRoutes } = irOf(`${HEAD}failover_routes:
  plain: [a:x]
  bare: { elements: [a:x] }
  full:
    policy: mk
    timeout: null
    connect_timeout: 1
    header_timeout: 2
    first_token_timeout: 3
    stream_idle_timeout: null
    stream_recovery: hold
    affinity: none
    elements: ["[MAX_CONTEXT=9]a:x?seed=1", b:y]
`);
  expect(failoverRoutes.map(({ name, policy, rules }) => ({ name, policy, rules }))).toEqual([
    { name: "plain", policy: "ordered", rules: null },
    { name: "bare", policy: "ordered", rules: null },
    {
      name: "full",
      policy: "mk",
      rules: {
        timeouts: { connect: 1, header: 2, total: null, firstToken: 3, streamIdle: null },
        streamRecovery: "hold",
        affinity: "none",
      },
    },
  ]);
  expect(failoverRoutes[2]?.elements.map(({ model, annotations }) => [model, annotations])).toEqual([
    ["x", { max_context: 9 }],
    ["y", {}],
  ]);
});

it.each(["ordered", "round-robin", "k", "m", "km", "mk"])("knows the policy %s", (policy) => {
  const ir = irOf(`${HEAD}failover_routes: { r: { policy: ${policy}, elements: [a:x, b:y] } }`);
  expect(ir.failoverRoutes[0]?.policy).toBe(policy);
});

it("takes default_backend from either place, or from both if they agree", () => {
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

it("never throws, whatever the model string, and points into the text", () => {
  const piece = fc.constantFrom(
    ..."|^!?[]=,:./&%\\ ",
    ...["a", "b", "a.1", "x", "weight=2", "first", "max_context=9", "handicap=1", "ttft_timeout=999", "seed=1", "\\1"],
    ...["[weight=2]", "[max_context=9]", "[ttft_timeout=999]", "a:x", "b:y", "r", "\\g<0>", "\u65e5"],
  );
  const model = fc.array(piece, { minLength: 1, maxLength: 8 }).map((pieces) => JSON.stringify(pieces.join("")));
  fc.assert(
    fc.property(fc.array(model, { minLength: 6, maxLength: 6 }), fc.constantFrom("k", "m", "mk"), (all, policy) => {
      const text = `${HEAD}force_model: ${all[0]}
model_aliases: [{ pattern: "^(x)", replacement: ${all[1]} }]
failover_routes: { r: { policy: ${policy}, elements: [${all[2]}, ${all[3]}] } }
model_defaults: { ${all[4]}: { seed: 1 } }
tests: [{ model: ${all[5]}, expect: a:x }]
`;
      for (const { span } of compileConfig(text).diagnostics) {
        const line = text.split("\n")[(span?.line ?? 0) - 1] ?? "";
        expect(span?.column).toBeLessThanOrEqual(line.length);
      }
    }),
    { numRuns: 500 },
  );
});
