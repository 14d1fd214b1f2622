import type { Span } from "../document.ts";
import type { FailoverRoute, Ir } from "../ir.ts";

/** A model that backends list. With several backends its place is a rotation. */
export interface ListedName {
  readonly name: string;
  readonly backends: readonly { readonly name: string; readonly origin: Span }[];
  /** The counter of its rotation; null if only one backend lists it. */
  readonly counter: number | null;
}

/** In config order, and so are the counters. */
export function listedNames(ir: Ir): readonly ListedName[] {
  const byName = new Map<string, { readonly name: string; readonly origin: Span }[]>();
  for (const { backend, models } of ir.backends) {
    for (const { name, origin } of models) {
      const entry = { name: backend.name, origin };
      const entries = byName.get(name);
      if (entries === undefined) byName.set(name, [entry]);
      else entries.push(entry);
    }
  }
  let counters = 0;
  return [...byName].map(([name, backends]) => ({ name, backends, counter: backends.length > 1 ? counters++ : null }));
}

/** The failover routes that rotate, each with its counter; these follow the counters of the lists. */
export function turningRoutes(ir: Ir): ReadonlyMap<FailoverRoute, number> {
  const used = countersOfLists(ir);
  const turning = ir.failoverRoutes.filter(({ policy, elements }) => policy === "round-robin" && elements.length > 1);
  return new Map(turning.map((route, index) => [route, used + index]));
}

/** How many counters the whole module uses. */
export function countersOf(ir: Ir): number {
  return countersOfLists(ir) + turningRoutes(ir).size;
}

function countersOfLists(ir: Ir): number {
  return listedNames(ir).filter(({ counter }) => counter !== null).length;
}
