import type { Params, Route, Target } from "../contract.ts";

/** Who wins where both the route and the request give a parameter. */
export type Winner = "route" | "request";

/** The route with the request's parameters on each of its targets; null stays null. */
export function mergeParams(route: Route | null, params: Params, winner: Winner): Route | null {
  if (route === null) return null;
  for (const _ in params) return merge(route, params, winner);
  return route;
}

function merge(route: Route, params: Params, winner: Winner): Route {
  switch (route.kind) {
    case "target":
      return mergeTarget(route, params, winner);
    case "failover":
      return { ...route, branches: route.branches.map((branch) => merge(branch, params, winner)) };
    case "rotation":
      return { ...route, branches: route.branches.map((branch) => merge(branch, params, winner)) };
    case "weighted":
      return { ...route, branches: route.branches.map((one) => ({ ...one, route: merge(one.route, params, winner) })) };
    case "parallel":
      return { ...route, branches: route.branches.map((one) => ({ ...one, route: merge(one.route, params, winner) })) };
  }
}

function mergeTarget(target: Target, params: Params, winner: Winner): Target {
  return {
    ...target,
    params: winner === "request" ? { ...target.params, ...params } : { ...params, ...target.params },
  };
}
