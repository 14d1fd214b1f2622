import { deepStrictEqual } from "node:assert/strict";
import fc from "fast-check";
import { expect, test } from "vitest";
import { load } from "../generator/1-load/load.ts";
import { validate } from "../generator/2-validate/validate.ts";
import { resolve } from "../generator/3-resolve/resolve.ts";
import { emit } from "../generator/5-emit/emit.ts";
import { typecheck } from "../generator/6-typecheck/typecheck.ts";
import { loadRoutes } from "../generator/dev/load-routes.ts";
import { readerIn } from "../generator/files/read-beside.ts";
import { interpret } from "../generator/interpret/interpret.ts";
import type { Ir } from "../generator/ir.ts";
import type { Route } from "../runtime/contract/route.ts";
import { probe } from "./support/arbitrary-config.ts";

/** null for the configs that the compiler refuses: those have no meaning to compare. */
function irOf(text: string): Ir | null {
  const document = load({ file: "config.yaml", text }).value;
  const valid = document === null ? null : validate(document).value;
  return valid === null ? null : resolve(valid, readerIn(".")).value;
}

/** What a route has in it: `weighted`, `failover mk`, `first`, `rules.timeouts`. */
function traitsOf(route: Route): readonly string[] {
  switch (route.kind) {
    case "target":
      return [
        "target",
        ...Object.keys(route.rules ?? {}).map((key) => `rules.${key}`),
        // Of an alias and of the route that it leads to.
        ...((route.rules?.fields?.drop?.length ?? 0) > 1 ? ["fields joined"] : []),
      ];
    case "failover":
      return [`${route.source} ${route.policy}`, ...route.branches.flatMap(traitsOf)];
    case "rotation":
      return [`rotation of ${route.branches[0]?.kind}`, ...route.branches.flatMap(traitsOf)];
    case "weighted": {
      const marks = route.branches.flatMap(({ first, weight, backup }) => [
        ...(first ? ["first"] : []),
        ...(backup === undefined ? [] : [`backup ${backup}`]),
        `weight ${weight}`,
      ]);
      return ["weighted", ...marks, ...route.branches.flatMap((branch) => groupTraits("weighted", branch.route))];
    }
    case "parallel": {
      const marks = route.branches.flatMap(({ handicap, ttftTimeout }) => [
        ...(handicap > 0 ? ["handicap"] : []),
        ...(ttftTimeout === null ? [] : ["ttft_timeout"]),
      ]);
      return ["parallel", ...marks, ...route.branches.flatMap((branch) => groupTraits("parallel", branch.route))];
    }
  }
}

function groupTraits(within: string, route: Route): readonly string[] {
  return [...(route.kind === "target" ? [] : [`${route.kind} in ${within}`]), ...traitsOf(route)];
}

function countersIn(route: Route | null): readonly number[] {
  if (route === null || route.kind === "target") return [];
  const inside = route.branches.flatMap((branch) => countersIn("route" in branch ? branch.route : branch));
  return route.kind === "rotation" ? [route.counter, ...inside] : inside;
}

/** How often the property has to meet each, so that it proves something of it. */
const LEAST: Readonly<Record<string, number>> = {
  target: 5000,
  "selector ordered": 200,
  "failover_routes ordered": 200,
  "failover_routes k": 50,
  "failover_routes m": 50,
  "failover_routes mk": 50,
  "rotation of target": 200,
  "rotation of rotation": 3,
  weighted: 200,
  first: 20,
  "backup true": 50,
  "weight 1": 200,
  "weight 3": 50,
  "failover in weighted": 20,
  "rotation in weighted": 3,
  parallel: 200,
  handicap: 50,
  ttft_timeout: 50,
  "failover in parallel": 20,
  "rotation in parallel": 3,
  "rules.maxContext": 200,
  "rules.timeouts": 100,
  "rules.streamRecovery": 50,
  "rules.affinity": 50,
  "rules.fields": 200,
  "fields joined": 3,
};

/** What generated configs have too seldom. */
const seldom = {
  text: `
backends:
  a: { type: openai-compatible, base_url: "http://127.0.0.1:1/v1", models: [twice, "llama3:8b", "a:own"] }
  b: { type: openai-compatible, base_url: "http://127.0.0.1:2/v1", models: [twice, "llama3:8b"] }
failover_routes:
  "safe:1": ["llama3:8b", "a:m"]
  fields: { elements: ["a:m", twice], body: { num_ctx: 1, b: 2 }, drop: [store], body_from_headers: { user: X-A } }
  turns: { policy: round-robin, elements: [twice, "a:once"] }
model_aliases:
  - { pattern: "^old$", replacement: "llama3:8b?seed=1|safe:1" }
  - { pattern: "^drawn$", replacement: "twice^a:once" }
  - { pattern: "^raced$", replacement: "twice!a:once" }
  - { pattern: "^wide$", replacement: "fields|a:m", body: { num_ctx: 9 }, drop: [seed], body_from_headers: { user: X-B } }
  - { pattern: "^wide-(.*)$", replacement: "[weight=2]fields^twice", body: { a: 1 }, drop: [user] }
`,
  names: [
    ...["turns", "drawn", "raced"].flatMap((name) => [name, name, name]),
    ...[
      "wide",
      "wide-x",
      "old",
      "llama3:8b",
      "a:llama3:8b",
      "a:own",
      "a:a:own",
      "safe:1",
      "llama3:8",
      "a.1:m",
      "a.x:m",
      "c:m",
    ],
  ],
};

test("the compiled router and the reference interpreter agree on every name", async () => {
  let compared = 0;
  const met = new Map<string, number>();
  const property = fc.asyncProperty(probe, async ({ text, names }) => {
    const ir = irOf(text);
    if (text === seldom.text) expect(ir).not.toBeNull();
    if (ir === null) return;
    const router = await loadRoutes(emit(ir));
    const reference = interpret(ir);
    for (const name of names) {
      const expected = reference.route(name);
      deepStrictEqual(router.route(name), expected, `route(${JSON.stringify(name)})`);
      deepStrictEqual(router.locate(name), reference.locate(name), `locate(${JSON.stringify(name)})`);
      compared += 1;
      for (const trait of expected === null ? [] : traitsOf(expected)) met.set(trait, (met.get(trait) ?? 0) + 1);
    }
    const counters = names.flatMap((name) => [reference.route(name), reference.locate(name)].flatMap(countersIn));
    expect(Math.max(-1, ...counters)).toBeLessThan(router.rotations);
    deepStrictEqual(
      router.backends,
      ir.backends.map(({ backend }) => backend),
    );
    deepStrictEqual(router.settings, ir.settings);
  });
  await fc.assert(property, { numRuns: 400, endOnFailure: true, examples: [[seldom]] });
  // Were most configs refused, this would prove little.
  expect(compared).toBeGreaterThan(10_000);
  const short = Object.entries(LEAST).filter(([trait, least]) => (met.get(trait) ?? 0) < least);
  expect(short.map(([trait, least]) => `${trait}: ${met.get(trait) ?? 0} of ${least}`)).toEqual([]);
});

test("emitted code type-checks, whatever the config", () => {
  let checked = 0;
  const property = fc.property(probe, ({ text }) => {
    const ir = irOf(text);
    if (text === seldom.text) expect(ir).not.toBeNull();
    if (ir === null) return;
    deepStrictEqual(typecheck("config.yaml", emit(ir)).diagnostics, []);
    checked += 1;
  });
  fc.assert(property, { numRuns: 25, endOnFailure: true });
  expect(checked).toBeGreaterThan(10);
});
