import type {
  Failover,
  Parallel,
  ParallelBranch,
  Rotation,
  Route,
  Rules,
  Target,
  Weighted,
  WeightedBranch,
} from "../contract.ts";

/** The route with the rules on each of its targets. The smaller `maxContext` wins; of all else what a target says itself. */
export function mergeRules(route: Target, rules: Rules): Target;
export function mergeRules(route: Route, rules: Rules): Route;
export function mergeRules(route: Route, rules: Rules): Route {
  switch (route.kind) {
    case "target":
      return { ...route, rules: route.rules === null ? rules : nearer(route.rules, rules) };
    case "failover":
      return { ...route, branches: route.branches.map((branch) => mergeRules(branch, rules)) } satisfies Failover;
    case "rotation":
      return { ...route, branches: route.branches.map((branch) => mergeRules(branch, rules)) } satisfies Rotation;
    case "weighted":
      return { ...route, branches: route.branches.map((branch) => inBranch(branch, rules)) } satisfies Weighted;
    case "parallel":
      return { ...route, branches: route.branches.map((branch) => inBranch(branch, rules)) } satisfies Parallel;
  }
}

function inBranch<B extends WeightedBranch | ParallelBranch>(branch: B, rules: Rules): B {
  return { ...branch, route: mergeRules(branch.route, rules) };
}

function nearer(near: Rules, far: Rules): Rules {
  const merged: Rules = { ...far, ...near };
  if (near.maxContext === undefined || far.maxContext === undefined) return withTimeouts(merged, near, far);
  return withTimeouts({ ...merged, maxContext: Math.min(near.maxContext, far.maxContext) }, near, far);
}

function withTimeouts(merged: Rules, near: Rules, far: Rules): Rules {
  if (near.timeouts === undefined || far.timeouts === undefined) return merged;
  return { ...merged, timeouts: { ...far.timeouts, ...near.timeouts } };
}
