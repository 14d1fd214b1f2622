import type { Backend, Params, Rotation, Route, Target } from "../../runtime/contract.ts";
import { splitRoute } from "../../runtime/selector/route.ts";
import type { Span } from "../document.ts";
import type { BackendIr, Ir, RouteElement } from "../ir.ts";
import { paramsOrNull } from "./route-code.ts";

/** What a bare name means without aliases, for every name that the config mentions. */
export interface Locations {
  /** Failover routes by name, in config order. */
  readonly routes: ReadonlyMap<string, Location>;
  /** Bare models that backends list, in config order. */
  readonly listed: ReadonlyMap<string, Location>;
  /** Both, as a bare name meets them. */
  readonly named: ReadonlyMap<string, Location>;
  /** The failover route `*`. */
  readonly any: Location | null;
  /** How many counters the rotations need. */
  readonly rotations: number;
  /** Where a whole route goes that is known while compiling, prefixes included; null if nothing takes it. */
  readonly locate: (route: string) => Route | null;
}

export interface Location {
  readonly route: Route;
  /** What the config calls it: `failover_routes.gpt-4o`. */
  readonly title: string;
  readonly at: string;
}

export function lineOf(span: Span): string {
  return `${span.file}:${span.line}`;
}

export function planLocations(ir: Ir): Locations {
  const counters = new Map<string, number>();
  const listed = listedModels(ir, counters);
  const routes = new Map<string, Location>();
  let any: Location | null = null;
  for (const { name, origin, elements } of ir.failoverRoutes) {
    const branches = elements.map((element) => locateElement(ir, element, listed));
    const location: Location = {
      route: { kind: "failover", source: "failover_routes", branches },
      title: `failover_routes.${name}`,
      at: lineOf(origin),
    };
    if (name === "*") any = location;
    else if (splitRoute(name).backend === null) routes.set(name, location);
  }
  const named = new Map(routes);
  // A `*` takes every bare name, so the lists are only reached from the elements of routes.
  if (any === null) {
    for (const [name, location] of listed) if (!named.has(name)) named.set(name, location);
  }
  const locate = (route: string): Route | null => {
    const { backend, instance, model } = splitRoute(route);
    if (backend !== null) return locatePrefixed(ir, backend, instance, model);
    return (named.get(route) ?? any)?.route ?? defaultTarget(ir, route, {});
  };
  return { routes, listed, named, any, rotations: counters.size, locate };
}

/** Bare models by the backends that list them: one is a target, several take turns. */
function listedModels(ir: Ir, counters: Map<string, number>): ReadonlyMap<string, Location> {
  const targets = new Map<string, Target[]>();
  for (const { backend, models } of ir.backends) {
    for (const { name, origin } of models) {
      if (splitRoute(name).backend !== null) continue;
      const target: Target = { kind: "target", backend, instance: null, model: name, params: null, at: lineOf(origin) };
      const sameName = targets.get(name);
      if (sameName === undefined) targets.set(name, [target]);
      else if (!sameName.some((other) => other.backend === backend)) sameName.push(target);
    }
  }
  const locations = new Map<string, Location>();
  for (const [name, branches] of targets) {
    const [first, second] = branches;
    if (first === undefined) continue;
    if (second !== undefined) counters.set(name, counters.size);
    const route =
      second === undefined ? first : { kind: "rotation" as const, counter: counters.get(name) ?? 0, branches };
    locations.set(name, { route, title: `models ${name}`, at: first.at });
  }
  return locations;
}

function locateElement(ir: Ir, element: RouteElement, listed: ReadonlyMap<string, Location>): Route {
  const { backend, instance, model, params, origin } = element;
  if (backend !== null) {
    const known = findBackend(ir, backend);
    return { kind: "target", backend: known, instance, model, params: paramsOrNull(params), at: lineOf(origin) };
  }
  const route = listed.get(model)?.route;
  if (route === undefined) return { ...defaultTarget(ir, model, params), at: lineOf(origin) };
  return paramsOrNull(params) === null ? route : mergeParams(route, params);
}

export function mergeParams(route: Route, params: Params): Route {
  switch (route.kind) {
    case "target":
      return mergeTarget(route, params);
    case "rotation":
      return { ...route, branches: route.branches.map((branch) => mergeTarget(branch, params)) } satisfies Rotation;
    case "failover":
      return { ...route, branches: route.branches.map((branch) => mergeParams(branch, params)) };
  }
}

function mergeTarget(target: Target, params: Params): Target {
  return { ...target, params: { ...target.params, ...params } };
}

function locatePrefixed(ir: Ir, name: string, instance: string | null, model: string): Target | null {
  const known = ir.backends.find(({ backend }) => backend.name === name);
  if (known === undefined) return null;
  const { backend } = known;
  const number = instance === null ? null : (instances(backend).find((n) => String(n) === instance) ?? null);
  if (instance !== null && number === null) return null;
  return { kind: "target", backend, instance: number, model, params: null, at: backend.at };
}

/** The numbers that may stand behind a backend's dot. */
export function instances(backend: BackendIr["backend"]): readonly number[] {
  if (backend.kind === "mock" || backend.keys.kind === "none") return [];
  const count = backend.keys.kind === "numbered" ? MOST_NUMBERED : backend.keys.keys.length;
  return Array.from({ length: count }, (_, i) => i + 1);
}

/** `${KEY_*}` takes KEY_1 … KEY_99. */
export const MOST_NUMBERED = 99;

/** For a bare name that nothing else takes. */
export function defaultTarget(ir: Ir, model: string, params: Params): Target {
  const at = ir.defaultBackend === null ? ir.file : lineOf(ir.defaultBackend.origin);
  return { kind: "target", backend: null, instance: null, model, params: paramsOrNull(params), at };
}

/** A backend that phase 3 has looked up. */
export function findBackend(ir: Ir, name: string): Backend {
  const found = ir.backends.find(({ backend }) => backend.name === name);
  if (found === undefined) throw new Error(`${name} was never resolved`);
  return found.backend;
}
