import type { Backend, Params } from "../../runtime/contract.ts";
import { type Place, type TargetPlace, targetsOf } from "../interpret/place.ts";
import type { Ir } from "../ir.ts";
import { type Attempt, placeOf } from "./explanation.ts";

/** The attempts that a place stands for, each backend's keys one after the other. */
export function attemptsOf(ir: Ir, place: Place): readonly Attempt[] {
  return targetsOf(place).flatMap((target) => {
    const backend = backendOf(ir, target);
    if (backend === null) return [];
    return prefixesOf(backend, target.instance).map((prefix) => ({
      target: `${prefix}:${target.model}`,
      params: effectiveParams(backend, target),
      ...(backend.kind === "http" ? { origin: backend.origin } : {}),
      ...placeOf(target.origin),
    }));
  });
}

/** The targets as a routing test names them: without the keys that a backend tries in turn. */
export function targetTexts(ir: Ir, place: Place): readonly string[] {
  return targetsOf(place).flatMap((target) => {
    const backend = backendOf(ir, target);
    if (backend === null) return [];
    return `${backend.name}${target.instance === null ? "" : `.${target.instance}`}:${target.model}`;
  });
}

function backendOf(ir: Ir, target: TargetPlace): Backend | null {
  if (target.backend !== null) return target.backend;
  return ir.backends.find(({ backend }) => backend.name === ir.defaultBackend?.name)?.backend ?? null;
}

/** How many keys `${PREFIX_*}` stands for shows only when the server starts, so that it counts as one here. */
function prefixesOf(backend: Backend, instance: number | null): readonly string[] {
  if (instance !== null) return [`${backend.name}.${instance}`];
  const count = backend.kind === "http" && backend.keys.kind === "listed" ? backend.keys.keys.length : 1;
  if (count < 2) return [backend.name];
  return Array.from({ length: count }, (_, index) => `${backend.name}.${index + 1}`);
}

function effectiveParams(backend: Backend, { model, params }: TargetPlace): Params {
  const defaults = Object.hasOwn(backend.modelDefaults, model) ? backend.modelDefaults[model] : {};
  return { ...backend.defaults, ...defaults, ...params, ...backend.forced };
}
