import { splitRoute } from "../../runtime/selector/route.ts";
import { instanceNumber } from "../instances.ts";
import type { FailoverRoute, Ir, RouteElement } from "../ir.ts";
import { elementText } from "./element-text.ts";
import { limited } from "./group.ts";
import { type BranchPlace, type RotationPlace, type TargetPlace, withParams, withRules } from "./place.ts";
import type { Trace } from "./trace.ts";

/** Where a route leads to without aliases: a failover route, the lists of models, its backend, the default backend. */
export type Locate = (route: string, trace: Trace) => BranchPlace | null;

export function createLocate(ir: Ir): Locate {
  const lists = createLists(ir);
  const routes = new Map(ir.failoverRoutes.map((route) => [route.name, route]));
  const counters = createCounters(ir, lists);

  return (route, trace) => {
    const failover = routes.get(route);
    if (failover !== undefined) return failoverPlace(failover, route, trace);
    const any = routes.get("*");
    const known = any === undefined ? listed(route, trace) : null;
    const found = known ?? prefixed(ir, route);
    if (found !== undefined) return found;
    return any === undefined ? fallback(route, trace) : failoverPlace(any, route, trace);
  };

  function failoverPlace(route: FailoverRoute, from: string, trace: Trace): BranchPlace | null {
    const { elements, policy, origin } = route;
    trace({ rule: "failover_routes", origin, from, to: elements.map(elementText).join("|") });
    const branches = elements.map((element) => withRules(elementPlace(element, trace), route.rules ?? {}));
    const [first] = branches;
    if (first === undefined) return null;
    const counter = counters.get(route);
    if (counter !== undefined) return { kind: "rotation", counter, branches };
    // With the policy `m` the only element has one attempt; the element itself would have one per key.
    if (branches.length === 1 && policy !== "m") return first;
    const order = policy === "k" || policy === "m" || policy === "mk" ? policy : "ordered";
    return { kind: "failover", source: "failover_routes", policy: order, branches };
  }

  function elementPlace(element: RouteElement, trace: Trace): BranchPlace {
    const { backend: name, instance, model, params, origin, annotations } = element;
    if (name === null) {
      const place = listed(model, trace) ?? { ...fallback(model, trace), origin };
      return limited(withParams(place, params), annotations);
    }
    const backend = ir.backends.find((entry) => entry.backend.name === name)?.backend ?? null;
    return limited({ kind: "target", backend, instance, model, params, rules: {}, origin }, annotations);
  }

  function listed(model: string, trace: Trace): ListedPlace | null {
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
  return { kind: "target", backend: null, instance: null, model, params: {}, rules: {}, origin };
}

/** null: its prefix names a key that the backend does not have; undefined: its prefix is no backend. */
function prefixed(ir: Ir, route: string): TargetPlace | null | undefined {
  const { backend: name, instance, model } = splitRoute(route);
  const entry = ir.backends.find(({ backend }) => backend.name === name);
  if (entry === undefined) return undefined;
  const number = instance === null ? null : instanceNumber(entry.backend, instance);
  if (instance !== null && number === null) return /^\d+$/.test(instance) ? null : undefined;
  const { backend, origin } = entry;
  return { kind: "target", backend, instance: number, model, params: {}, rules: {}, origin };
}

/** A target, or a rotation of several. */
type ListedPlace = TargetPlace | ListedRotation;

interface ListedRotation extends RotationPlace {
  readonly branches: readonly TargetPlace[];
}

/** Models by the backends that list them. A model that several list is a rotation with its own counter. */
function createLists(ir: Ir): ReadonlyMap<string, ListedPlace> {
  const targets = new Map<string, TargetPlace[]>();
  for (const { backend, models } of ir.backends) {
    for (const { name, origin } of models) {
      const target = { kind: "target", backend, instance: null, model: name, params: {}, rules: {}, origin } as const;
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

/** The counters of the failover routes that rotate; they follow those of the lists. */
function createCounters(
  { failoverRoutes }: Ir,
  lists: ReadonlyMap<string, ListedPlace>,
): ReadonlyMap<FailoverRoute, number> {
  const used = [...lists.values()].filter(({ kind }) => kind === "rotation").length;
  const turning = failoverRoutes.filter(({ policy, elements }) => policy === "round-robin" && elements.length > 1);
  return new Map(turning.map((route, index) => [route, used + index]));
}
