import { diagnostic } from "../../diagnostics/report.ts";
import { listed } from "../../diagnostics/suggest.ts";
import { explain } from "../../explain/explain.ts";
import { targetsOf } from "../../explain/targets-of.ts";
import type { RoutingTest } from "../../ir.ts";
import type { Facts } from "../facts/facts.ts";
import type { Check } from "./check.ts";

/** Runs the config's own tests. */
export const routingTests: Check = (facts) =>
  facts.ir.tests.flatMap((test) => {
    const { actual, error } = run(facts, test);
    if (actual.some((targets) => targets.join("|") === test.expect.join("|"))) return [];
    const [targets = []] = actual;
    const args = {
      model: test.name === null ? test.model : `${test.model} (${test.name})`,
      actual: targets.length === 0 ? "nothing" : listed(targets, "and"),
      expected: listed(test.expect, "and"),
      hint: `${error ?? "Correct the rule, or the test."} \`turnout explain ${quoted(test.model)}\` shows every step.`,
    };
    return [diagnostic("routing-test-failed", test.origin, args)];
  });

interface Result {
  readonly actual: readonly (readonly string[])[];
  readonly error: string | null;
}

/** Where a model leads, told in two ways: a test may name a backend's keys one by one, or only the backend. */
function run({ ir, follow }: Facts, { model }: RoutingTest): Result {
  const { attempts, error } = explain(ir, model, follow);
  if (error !== undefined) return { actual: [], error: error.message };
  return { actual: [targetsOf(ir, model, follow), attempts.map(({ target }) => target)], error: null };
}

function quoted(model: string): string {
  return /^[\w.:/-]+$/.test(model) ? model : `'${model}'`;
}
