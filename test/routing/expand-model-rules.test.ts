import { expect, test } from "vitest";
import type { Route } from "../../runtime/contract/route.ts";
import { expand } from "../../runtime/routing/expand/expand.ts";
import { backendsWith, counters, endpointsOf, target } from "../support/routes.ts";

const endpoints = endpointsOf(backendsWith({ two: { modelTimeouts: { slow: { total: 600, firstToken: null } } } }));

function rulesOf(route: Route) {
  const found = expand({
    route,
    endpoints,
    defaultBackend: null,
    counters: counters(),
    random: () => 0,
    session: null,
    fits: null,
  });
  return found.kind === "attempts" ? found.attempts[0]?.rules : undefined;
}

test("a model's timeouts apply to it alone, below those of its route", () => {
  expect(rulesOf(target("two", "slow"))).toEqual({ timeouts: { total: 600, firstToken: null } });
  const routed = target("two", "slow", { rules: { maxContext: 7, timeouts: { total: 9, header: 3 } } });
  expect(rulesOf(routed)).toEqual({ maxContext: 7, timeouts: { total: 9, firstToken: null, header: 3 } });
  const rules = { timeouts: { total: 9 } };
  expect(rulesOf(target("two", "other", { rules }))).toBe(rules);
  expect(rulesOf(target("one", "slow"))).toBeNull();
  expect(rulesOf(target("two", "constructor"))).toBeNull();
});
