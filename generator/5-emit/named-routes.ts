import type { Route } from "../../runtime/contract.ts";
import type { Emission } from "./emission.ts";
import { Code, comment } from "./literal.ts";
import type { Location, Locations } from "./locations.ts";
import { routeCode } from "./route-code.ts";

export interface NamedRoutes {
  readonly consts: readonly string[];
  readonly named: ReadonlyMap<Route, Code>;
}

/** A const for every failover route and every listed model, which the functions then only hand out. */
export function namedRoutes(emission: Emission, locations: Locations): NamedRoutes {
  const named = new Map<Route, Code>();
  const consts: string[] = [];
  const add = (name: string, { route, title, at }: Location) => {
    const identifier = emission.names.take(route.kind === "failover" ? "route" : "model", name);
    const text = routeCode(emission, route, named).text;
    consts.push(`${comment(`${at} ${title}`)}\nconst ${identifier} = ${text};`);
    named.set(route, new Code(identifier));
  };
  const reached = reachedRoutes(locations);
  // Routes refer to listed models, so those come first.
  for (const [name, location] of locations.listed) if (reached.has(location.route)) add(name, location);
  for (const [name, location] of locations.routes) add(name, location);
  if (locations.any !== null) add("any", locations.any);
  return { consts, named };
}

/** A failover route can hide a listed model of its name; a const for that would be unused. */
function reachedRoutes({ named, any }: Locations): ReadonlySet<Route> {
  const routes = [...named.values(), ...(any === null ? [] : [any])].map(({ route }) => route);
  return new Set(routes.flatMap((route) => (route.kind === "failover" ? [route, ...route.branches] : [route])));
}
