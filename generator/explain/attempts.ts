import type { Backend } from "../../runtime/contract/backend.ts";
import type { Params } from "../../runtime/contract/params.ts";
import type { Annotations } from "../../runtime/selector/annotations.ts";
import type { Place, TargetPlace } from "../interpret/place.ts";
import type { Ir } from "../ir.ts";
import { factsOf } from "../kinds/kinds.ts";
import { type Attempt, placeOf } from "./explanation.ts";
import { type Laid, layOut } from "./lay-out.ts";

/** The attempts of a place, with the keys of each backend from the first one on. */
export function attemptsOf(ir: Ir, place: Place): readonly Attempt[] {
  const laid = layOut(place, (target) => {
    const backend = backendOf(ir, target);
    return backend === null ? [] : prefixesOf(backend, target).map((prefix) => tryOf(target, backend, prefix));
  });
  return laid.map(({ target, backend, prefix, annotations }) => ({
    target: `${prefix}:${target.model}`,
    params: effectiveParams(backend, target),
    ...annotations,
    ...originOf(backend),
    ...placeOf(target.origin),
  }));
}

/** The targets as a routing test names them: without the keys that a backend tries in turn. */
export function targetsAt(ir: Ir, place: Place): readonly Pick<Attempt, "target" | "params">[] {
  const laid = layOut(place, (target) => {
    const backend = backendOf(ir, target);
    if (backend === null) return [];
    return [tryOf(target, backend, target.instance === null ? backend.name : `${backend.name}.${target.instance}`)];
  });
  return laid.map(({ target, backend, prefix }) => {
    return { target: `${prefix}:${target.model}`, params: effectiveParams(backend, target) };
  });
}

function tryOf(target: TargetPlace, backend: Backend, prefix: string): Laid {
  const { maxContext } = target.rules;
  const annotations: Annotations = maxContext === undefined ? {} : { max_context: maxContext };
  return { target, backend, prefix, annotations };
}

function backendOf(ir: Ir, target: TargetPlace): Backend | null {
  if (target.backend !== null) return target.backend;
  return ir.backends.find(({ backend }) => backend.name === ir.defaultBackend?.name)?.backend ?? null;
}

/** How many keys `${PREFIX_*}` stands for is known only at start-up, so it counts as one here. */
function prefixesOf(backend: Backend, { instance }: TargetPlace): readonly string[] {
  if (instance !== null) return [`${backend.name}.${instance}`];
  const { instances } = factsOf(backend);
  if (instances.kind === "open" || instances.count < 2) return [backend.name];
  return Array.from({ length: instances.count }, (_, index) => `${backend.name}.${index + 1}`);
}

function originOf(backend: Backend): { readonly origin?: string } {
  const { origin } = factsOf(backend);
  return origin === null ? {} : { origin };
}

function effectiveParams(backend: Backend, { model, params }: TargetPlace): Params {
  const defaults = Object.hasOwn(backend.modelDefaults, model) ? backend.modelDefaults[model] : {};
  return { ...backend.defaults, ...defaults, ...params, ...backend.forced };
}
