import { parseSelector } from "../../../runtime/selector/parse.ts";
import { diagnostic } from "../../diagnostics/report.ts";
import { listed } from "../../diagnostics/suggest.ts";
import { targetTexts } from "../../explain/attempts.ts";
import { createFollow, type Follow } from "../../explain/follow.ts";
import { explain } from "../../explain.ts";
import type { Ir, RoutingTest } from "../../ir.ts";
import type { Check } from "../analyze.ts";

/** Runs the config's own tests. */
export const routingTests: Check = (ir) => {
  if (ir.tests.length === 0) return [];
  const follow = createFollow(ir);
  return ir.tests.flatMap((test) => {
    const { actual, error } = run(ir, test, follow);
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
};

interface Result {
  readonly actual: readonly (readonly string[])[];
  readonly error: string | null;
}

/** A test may name a backend's keys one by one or leave them out: both are what it leads to. */
function run(ir: Ir, { model }: RoutingTest, follow: Follow): Result {
  const { attempts, error } = explain(ir, model, follow);
  if (error !== undefined) return { actual: [], error: error.message };
  const parsed = parseSelector(model);
  const place = parsed.ok ? follow(parsed.selector).place : null;
  const targets = place === null ? [] : targetTexts(ir, place);
  return { actual: [targets, attempts.map(({ target }) => target)], error: null };
}

function quoted(model: string): string {
  return /^[\w.:/-]+$/.test(model) ? model : `'${model}'`;
}
