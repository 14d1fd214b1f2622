import { splitRoute } from "../../runtime/selector/route.ts";
import { instanceNumber } from "../3-resolve/backend-ref.ts";
import type { FailoverRoute, Ir, RouteElement } from "../ir.ts";
import { elementText } from "./element-text.ts";
import { group, type Place, type TargetPlace, withParams } from "./place.ts";
import type { Trace } from "./trace.ts";

/** Where a route leads to without aliases: its backend, a failover route, the lists of models, the default backend. */
export type Locate = (route: string, trace: Trace) => Place | null;

export function createLocate(ir: Ir): Locate {
  const lists = createLists(ir);
  const routes = new Map(ir.failoverRoutes.map((route) => [route.name, route]));

  return (route, trace) => {
    const { backend, instance, model } = splitRoute(route);
    if (backend !== null) return prefixed(ir, backend, instance, model);
    const failover = routes.get(route) ?? routes.get("*");
    if (failover !== undefined) return failoverPlace(failover, route, trace);
    return listed(route, trace) ?? fallback(route, trace);
  };

  function failoverPlace({ elements, origin }: FailoverRoute, from: string, trace: Trace): Place | null {
    trace({ rule: "failover_routes", origin, from, to: elements.map(elementText).join("|") });
    return group(
      "failover_routes",
      elements.map((element) => elementPlace(element, trace)),
    );
  }

  function elementPlace({ backend: name, instance, model, params, origin }: RouteElement, trace: Trace): Place {
    if (name !== null) {
      const backend = ir.backends.find((entry) => entry.backend.name === name)?.backend ?? null;
      return { kind: "target", backend, instance, model, params, origin };
    }
    return withParams(listed(model, trace) ?? { ...fallback(model, trace), origin }, params);
  }

  function listed(model: string, trace: Trace): Place | null {
    const place = lists.get(model);
    if (place === undefined) return null;
    const targets = place.kind === "target" ? [place] : place.branches;
    const to = targets.map(({ backend }) => `${backend?.name}:${model}`).join("|");
    trace({ rule: "models", origin: targets[0]?.origin ?? null, from: model, to });
    return place;
  }

  function fallback(model: string, trace: Trace): TargetPlace {
    const origin = ir.defaultBackend?.origin ?? null;
    if (ir.defaultBackend !== null) {
      trace({ rule: "default_backend", origin, from: model, to: `${ir.defaultBackend.name}:${model}` });
    }
    return defaultPlace(ir, model);
  }
}

/** A model at the default backend. */
export function defaultPlace(ir: Ir, model: string): TargetPlace {
  const origin = ir.defaultBackend?.origin ?? null;
  return { kind: "target", backend: null, instance: null, model, params: {}, origin };
}

function prefixed(ir: Ir, name: string, instance: string | null, model: string): TargetPlace | null {
  const entry = ir.backends.find(({ backend }) => backend.name === name);
  if (entry === undefined) return null;
  const number = instance === null ? null : instanceNumber(entry.backend, instance);
  if (instance !== null && number === null) return null;
  return { kind: "target", backend: entry.backend, instance: number, model, params: {}, origin: entry.origin };
}

/** Models by the backends that list them. Several take turns, and each such model has a counter of its own. */
function createLists(ir: Ir): ReadonlyMap<string, Exclude<Place, { kind: "failover" }>> {
  const targets = new Map<string, TargetPlace[]>();
  for (const { backend, models } of ir.backends) {
    for (const { name, origin } of models) {
      // Such a name cannot be asked for bare: what stands before its colon is read as a backend.
      if (splitRoute(name).backend !== null) continue;
      const target: TargetPlace = { kind: "target", backend, instance: null, model: name, params: {}, origin };
      targets.set(name, [...(targets.get(name) ?? []), target]);
    }
  }
  let counter = 0;
  return new Map(
    [...targets].flatMap(([name, branches]) => {
      const [first, second] = branches;
      if (first === undefined) return [];
      return [[name, second === undefined ? first : { kind: "rotation", counter: counter++, branches }]];
    }),
  );
}
