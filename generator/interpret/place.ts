import type { Backend, Failover, Params, Route, Target } from "../../runtime/contract.ts";
import type { Span } from "../document.ts";

/** Where a name leads, as the runtime's `Route` but with whole spans. */
export type Place = TargetPlace | FailoverPlace | RotationPlace;

export interface TargetPlace {
  readonly kind: "target";
  /** null: the default backend. */
  readonly backend: Backend | null;
  readonly instance: number | null;
  readonly model: string;
  readonly params: Params;
  /** null only where there is no default backend, so that no line caused it. */
  readonly origin: Span | null;
}

export interface FailoverPlace {
  readonly kind: "failover";
  readonly source: Failover["source"];
  readonly branches: readonly (TargetPlace | RotationPlace)[];
}

export interface RotationPlace {
  readonly kind: "rotation";
  readonly counter: number;
  readonly branches: readonly TargetPlace[];
}

/** A group laid out flat; one branch is no group, and none is nothing. */
export function group(source: Failover["source"], places: readonly (Place | null)[]): Place | null {
  const present = places.filter((place) => place !== null);
  const branches = present.flatMap((place) => (place.kind === "failover" ? place.branches : [place]));
  const [first] = present;
  if (first === undefined) return null;
  if (branches.length === 1) return branches[0] ?? null;
  return present.length === 1 ? first : { kind: "failover", source, branches };
}

/** Parameters on every target; they win over the target's own. */
export function withParams<P extends Place>(place: P, params: Params): P;
export function withParams(place: Place, params: Params): Place {
  if (place.kind === "target") return { ...place, params: { ...place.params, ...params } };
  if (place.kind === "rotation")
    return { ...place, branches: place.branches.map((branch) => withParams(branch, params)) };
  return { ...place, branches: place.branches.map((branch) => withParams(branch, params)) };
}

/** All targets, each rotation from its first. */
export function targetsOf(place: Place): readonly TargetPlace[] {
  if (place.kind === "target") return [place];
  return place.branches.flatMap(targetsOf);
}

/** In the runtime's own form. `file` stands in where no line caused a target. */
export function toRoute(place: Place, file: string): Route {
  switch (place.kind) {
    case "target":
      return toTarget(place, file);
    case "rotation":
      return { ...place, branches: place.branches.map((branch) => toTarget(branch, file)) };
    case "failover":
      return { ...place, branches: place.branches.map((branch) => toRoute(branch, file)) };
  }
}

function toTarget({ backend, instance, model, params, origin }: TargetPlace, file: string): Target {
  const given = Object.keys(params).length === 0 ? null : params;
  const at = origin === null ? file : `${origin.file}:${origin.line}`;
  return { kind: "target", backend, instance, model, params: given, at };
}
