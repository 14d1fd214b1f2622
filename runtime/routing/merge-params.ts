import type { Params, Route } from "../contract.ts";

/** Who wins where both the route and the request give a parameter. */
export type Winner = "route" | "request";

/** The route with the request's parameters on each of its targets; null stays null. */
export function mergeParams(route: Route | null, params: Params, winner: Winner): Route | null {
  if (route === null) return null;
  for (const _ in params) return merge(route, params, winner);
  return route;
}

function merge<R extends Route>(route: R, params: Params, winner: Winner): R;
function merge(route: Route, params: Params, winner: Winner): Route {
  if (route.kind === "failover") {
    return { ...route, branches: route.branches.map((branch) => merge(branch, params, winner)) };
  }
  if (route.kind === "rotation") {
    return { ...route, branches: route.branches.map((branch) => merge(branch, params, winner)) };
  }
  return { ...route, params: winner === "request" ? { ...route.params, ...params } : { ...params, ...route.params } };
}
