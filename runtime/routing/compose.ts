import type { Failover, ParallelBranch, Route, WeightedBranch } from "../contract/route.ts";
import type { Branch, Selector } from "../selector/selector.ts";
import { mergeRules } from "./merge-rules.ts";

/** A branch of a model string, and its route. */
export interface Placed {
  readonly branch: Branch;
  readonly route: Route;
}

/** The route of a model string; null if no branch is left. */
export function compose(kind: Selector["kind"], placed: readonly Placed[]): Route | null {
  const [only] = placed;
  if (only === undefined) return null;
  if (placed.length === 1) return limited(only);
  switch (kind) {
    case "weighted":
      return { kind: "weighted", branches: placed.map(weighted) };
    case "parallel":
      return { kind: "parallel", branches: placed.map(parallel) };
    default:
      return { kind: "failover", source: "selector", policy: "ordered", branches: placed.map(limited) };
  }
}

/** Whether a model string has more than one destination, which the branches of a group may not have. */
export function isComposite(route: Route): boolean {
  return route.kind === "weighted" || route.kind === "parallel" || isSelectorGroup(route);
}

/** An entry of failover_routes is a single name, whatever it contains. */
function isSelectorGroup(route: Route): route is Failover {
  return route.kind === "failover" && route.source === "selector";
}

function weighted(placed: Placed): WeightedBranch {
  const { weight = 1, first = false, backup } = placed.branch;
  return { route: limited(placed), weight, first, ...(backup && { backup }) };
}

function parallel(placed: Placed): ParallelBranch {
  const { handicap = 0, ttft_timeout: ttftTimeout = null } = placed.branch;
  return { route: limited(placed), handicap, ttftTimeout };
}

function limited({ branch: { max_context: maxContext, on }, route }: Placed): Route {
  if (maxContext === undefined && on === undefined) return route;
  return mergeRules(route, {
    ...(maxContext === undefined ? {} : { maxContext }),
    ...(on === undefined ? {} : { on: [on] }),
  });
}
