import { splitRoute } from "../../runtime/selector/route.ts";
import type { Span } from "../document.ts";
import type { FailoverRoute, Ir } from "../ir.ts";

/** A bare model that backends list: one of them is its place, several take turns. */
export interface ListedName {
  readonly name: string;
  readonly backends: readonly { readonly name: string; readonly origin: Span }[];
  /** Which counter it turns; null where one backend alone lists it. */
  readonly counter: number | null;
}

/** In config order, and so are the counters. */
export function listedNames(ir: Ir): readonly ListedName[] {
  const byName = new Map<string, { readonly name: string; readonly origin: Span }[]>();
  for (const { backend, models } of ir.backends) {
    for (const { name, origin } of models) {
      // Such a name cannot be asked for bare: what stands before its colon is read as a backend.
      if (splitRoute(name).backend !== null) continue;
      const entry = { name: backend.name, origin };
      const entries = byName.get(name);
      if (entries === undefined) byName.set(name, [entry]);
      else entries.push(entry);
    }
  }
  let counters = 0;
  return [...byName].map(([name, backends]) => ({ name, backends, counter: backends.length > 1 ? counters++ : null }));
}

/** The failover routes whose elements take turns, each with its counter; those come behind the counters of the lists. */
export function turningRoutes(ir: Ir): ReadonlyMap<FailoverRoute, number> {
  const used = countersOfLists(ir);
  const turning = ir.failoverRoutes.filter(({ policy, elements }) => policy === "round-robin" && elements.length > 1);
  return new Map(turning.map((route, index) => [route, used + index]));
}

/** How many counters the whole module turns. */
export function countersOf(ir: Ir): number {
  return countersOfLists(ir) + turningRoutes(ir).size;
}

function countersOfLists(ir: Ir): number {
  return listedNames(ir).filter(({ counter }) => counter !== null).length;
}
