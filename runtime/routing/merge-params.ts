import type { Params } from "../contract/params.ts";
import type { Route, Target } from "../contract/route.ts";

/** Which one applies if both the route and the request set a parameter. */
export type Winner = "route" | "request";

/** Sets the request's parameters on each target of the route; null stays null. */
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
