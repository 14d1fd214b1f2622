import type { Route, Target } from "../../contract/route.ts";
import type { PreparedEndpoint } from "../prepared-endpoint.ts";

type Endpoints = readonly (readonly PreparedEndpoint[])[];

/**
 * Whether a route depends on the session, so that its id must be read: a branch is `first`, or a target has affinity. A
 * single target with a single key leaves no choice. Walks the route, which takes few steps and allocates nothing.
 */
export function needsSession(route: Route, endpoints: Endpoints, defaultBackend: number | null): boolean {
  if (route.kind !== "target") return asks(route, endpoints, defaultBackend);
  if (route.instance !== null) return false;
  const index = route.backend?.index ?? defaultBackend;
  return index !== null && (endpoints[index]?.length ?? 0) > 1 && sticks(route, endpoints, defaultBackend);
}

function asks(route: Route, endpoints: Endpoints, defaultBackend: number | null): boolean {
  switch (route.kind) {
    case "target":
      return sticks(route, endpoints, defaultBackend);
    case "failover":
    case "rotation":
      for (const branch of route.branches) if (asks(branch, endpoints, defaultBackend)) return true;
      return false;
    case "weighted":
      for (const branch of route.branches) {
        if (branch.first || asks(branch.route, endpoints, defaultBackend)) return true;
      }
      return false;
    case "parallel":
      for (const branch of route.branches) if (asks(branch.route, endpoints, defaultBackend)) return true;
      return false;
  }
}

function sticks({ backend, rules }: Target, endpoints: Endpoints, defaultBackend: number | null): boolean {
  if (rules?.affinity !== undefined) return rules.affinity === "session";
  const index = backend?.index ?? defaultBackend;
  return index !== null && endpoints[index]?.[0]?.backend.affinity === "session";
}
