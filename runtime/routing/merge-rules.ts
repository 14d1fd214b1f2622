import type { Route, Rules } from "../contract/route.ts";

/**
 * Sets the rules on each target of the route. The smaller `maxContext` applies, and every `on`; all other rules of a
 * target take precedence.
 */
export function mergeRules<R extends Route>(route: R, rules: Rules): R;
export function mergeRules(route: Route, rules: Rules): Route {
  switch (route.kind) {
    case "target":
      return { ...route, rules: route.rules === null ? rules : nearer(route.rules, rules) };
    case "failover":
      return { ...route, branches: route.branches.map((branch) => mergeRules(branch, rules)) };
    case "rotation":
      return { ...route, branches: route.branches.map((branch) => mergeRules(branch, rules)) };
    case "weighted":
      return { ...route, branches: route.branches.map((each) => ({ ...each, route: mergeRules(each.route, rules) })) };
    case "parallel":
      return { ...route, branches: route.branches.map((each) => ({ ...each, route: mergeRules(each.route, rules) })) };
  }
}

function nearer(near: Rules, far: Rules): Rules {
  return {
    ...far,
    ...near,
    ...(near.timeouts && far.timeouts && { timeouts: { ...far.timeouts, ...near.timeouts } }),
    ...(near.maxContext && far.maxContext && { maxContext: Math.min(near.maxContext, far.maxContext) }),
    ...(near.on && far.on && { on: [...far.on, ...near.on] }),
  };
}
