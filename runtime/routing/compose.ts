import type { Failover, ParallelBranch, Route, WeightedBranch } from "../contract.ts";
import type { Branch, Selector } from "../selector/selector.ts";
import { mergeRules } from "./merge-rules.ts";

/** A branch of a model string, and where it leads. */
export interface Placed {
  readonly branch: Branch;
  readonly route: Route;
}

/** The route that a model string stands for; null where it has no branch left. */
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

/** Whether a model string stands for more than one place to go, which none of a group's branches may. */
export function isComposite(route: Route): boolean {
  return route.kind === "weighted" || route.kind === "parallel" || isSelectorGroup(route);
}

/** An entry of failover_routes is one name, whatever stands behind it. */
function isSelectorGroup(route: Route): route is Failover {
  return route.kind === "failover" && route.source === "selector";
}

function weighted(placed: Placed): WeightedBranch {
  const { weight = 1, first = false } = placed.branch;
  return { route: limited(placed), weight, first };
}

function parallel(placed: Placed): ParallelBranch {
  const { handicap = 0, ttft_timeout: ttftTimeout = null } = placed.branch;
  return { route: limited(placed), handicap, ttftTimeout };
}

function limited({ branch, route }: Placed): Route {
  return branch.max_context === undefined ? route : mergeRules(route, { maxContext: branch.max_context });
}
