import { deepStrictEqual } from "node:assert/strict";
import fc from "fast-check";
import { expect, test } from "vitest";
import { load } from "../generator/1-load/load.ts";
import { validate } from "../generator/2-validate/validate.ts";
import { resolve } from "../generator/3-resolve/resolve.ts";
import { emit } from "../generator/5-emit/emit.ts";
import { typecheck } from "../generator/6-typecheck/typecheck.ts";
import { loadRoutes } from "../generator/dev/load-routes.ts";
import { interpret } from "../generator/interpret.ts";
import type { Ir } from "../generator/ir.ts";
import { probe } from "./support/arbitrary-config.ts";

/** null for the configs that the compiler refuses: those have no meaning to compare. */
function irOf(text: string): Ir | null {
  const document = load({ file: "config.yaml", text }).value;
  const valid = document === null ? null : validate(document).value;
  return valid === null ? null : resolve(valid).value;
}

test("the compiled router says what the reference interpreter says, for every name", async () => {
  let compared = 0;
  const property = fc.asyncProperty(probe, async ({ text, names }) => {
    const ir = irOf(text);
    if (ir === null) return;
    const router = await loadRoutes(emit(ir));
    const reference = interpret(ir);
    for (const name of names) {
      deepStrictEqual(router.route(name), reference.route(name), `route(${JSON.stringify(name)})`);
      deepStrictEqual(router.locate(name), reference.locate(name), `locate(${JSON.stringify(name)})`);
      compared += 1;
    }
    deepStrictEqual(
      router.backends,
      ir.backends.map(({ backend }) => backend),
    );
    deepStrictEqual(router.settings, ir.settings);
  });
  await fc.assert(property, { numRuns: 400, endOnFailure: true });
  // Were most configs refused, this would prove little.
  expect(compared).toBeGreaterThan(10_000);
}, 120_000);

test("what is emitted type-checks, whatever the config", () => {
  let checked = 0;
  const property = fc.property(probe, ({ text }) => {
    const ir = irOf(text);
    if (ir === null) return;
    deepStrictEqual(typecheck("config.yaml", emit(ir)).diagnostics, []);
    checked += 1;
  });
  fc.assert(property, { numRuns: 25, endOnFailure: true });
  expect(checked).toBeGreaterThan(10);
}, 120_000);
