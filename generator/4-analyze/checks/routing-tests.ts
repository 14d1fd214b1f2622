import type { Params } from "../../../runtime/contract/params.ts";
import { parseSelector } from "../../../runtime/selector/parse.ts";
import { printQuery } from "../../../runtime/selector/print.ts";
import { diagnostic } from "../../diagnostics/report.ts";
import { listed } from "../../diagnostics/suggest.ts";
import { targetsAt } from "../../explain/attempts.ts";
import { explain } from "../../explain/explain.ts";
import type { Attempt } from "../../explain/explanation.ts";
import type { RoutingTest } from "../../ir.ts";
import type { Facts } from "../facts/facts.ts";
import type { Check } from "./check.ts";

/** Runs the config's own tests. */
export const routingTests: Check = (facts) =>
  facts.ir.tests.flatMap((test) => {
    const { actual, error } = run(facts, test);
    const expected = test.expect.map(expectationOf);
    if (actual.some((targets) => fits(targets, expected))) return [];
    const [reached = []] = actual;
    const names = new Set(expected.flatMap(({ params }) => Object.keys(params)));
    const targets = reached.map(({ target, params }) => target + printQuery(only(params, names)));
    const args = {
      model: test.name === null ? test.model : `${test.model} (${test.name})`,
      actual: targets.length === 0 ? "nothing" : listed(targets, "and"),
      expected: listed(test.expect, "and"),
      hint: `${error ?? "Correct the rule, or the test."} \`turnout explain ${quoted(test.model)}\` shows every step.`,
    };
    return [diagnostic("routing-test-failed", test.origin, args)];
  });

type Target = Pick<Attempt, "target" | "params">;

/** A target that a test expects. Parameters that it does not name may have any value. */
function expectationOf(text: string): Target {
  const parsed = text.includes("?") ? parseSelector(text) : null;
  const [branch] = parsed?.ok ? parsed.selector.branches : [];
  return branch === undefined ? { target: text, params: {} } : { target: branch.route, params: branch.params };
}

function fits(targets: readonly Target[], expected: readonly Target[]): boolean {
  return (
    targets.length === expected.length &&
    expected.every(({ target, params }, at) => {
      const actual = targets[at];
      const wanted = new Set(Object.keys(params));
      return actual?.target === target && printQuery(only(actual.params, wanted)) === printQuery(params);
    })
  );
}

function only(params: Params, names: ReadonlySet<string>): Params {
  return Object.fromEntries(Object.entries(params).filter(([name]) => names.has(name)));
}

interface Result {
  readonly actual: readonly (readonly Target[])[];
  readonly error: string | null;
}

/** Where a model leads, told in two ways: a test may name a backend's keys one by one, or only the backend. */
function run({ ir, follow }: Facts, { model }: RoutingTest): Result {
  const { attempts, error } = explain(ir, model, follow);
  if (error !== undefined) return { actual: [], error: error.message };
  const parsed = parseSelector(model);
  const place = parsed.ok ? follow(parsed.selector).place : null;
  const targets = place === null ? [] : targetsAt(ir, place);
  return { actual: [targets, attempts], error: null };
}

function quoted(model: string): string {
  return /^[\w.:/-]+$/.test(model) ? model : `'${model}'`;
}
