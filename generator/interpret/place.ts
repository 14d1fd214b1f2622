import type { Backend } from "../../runtime/contract/backend.ts";
import type { FieldRules } from "../../runtime/contract/fields.ts";
import type { Params } from "../../runtime/contract/params.ts";
import type { Failover, ParallelBranch, Rules, WeightedBranch } from "../../runtime/contract/route.ts";
import type { Span } from "../document.ts";

/** Where a name leads: like the runtime's `Route`, but with complete spans. */
export type Place = BranchPlace | WeightedPlace | ParallelPlace;

/** What can be part of a group. */
export type BranchPlace = TargetPlace | FailoverPlace | RotationPlace;

export interface TargetPlace {
  readonly kind: "target";
  /** null: the default backend. */
  readonly backend: Backend | null;
  readonly instance: number | null;
  readonly model: string;
  readonly params: Params;
  readonly rules: Rules;
  /** null only if there is no default backend, so that no line of the config caused it. */
  readonly origin: Span | null;
}

export interface FailoverPlace {
  readonly kind: "failover";
  readonly source: Failover["source"];
  readonly policy: Failover["policy"];
  readonly branches: readonly BranchPlace[];
}

export interface RotationPlace {
  readonly kind: "rotation";
  readonly counter: number;
  readonly branches: readonly BranchPlace[];
}

export interface WeightedPlace {
  readonly kind: "weighted";
  readonly branches: readonly WeightedPlaceBranch[];
}

export interface ParallelPlace {
  readonly kind: "parallel";
  readonly branches: readonly ParallelPlaceBranch[];
}

export type WeightedPlaceBranch = Omit<WeightedBranch, "route"> & { readonly place: BranchPlace };
export type ParallelPlaceBranch = Omit<ParallelBranch, "route"> & { readonly place: BranchPlace };

/** The same place with each of its targets changed. */
export function mapTargets<P extends Place>(place: P, change: (target: TargetPlace) => TargetPlace): P;
export function mapTargets(place: Place, change: (target: TargetPlace) => TargetPlace): Place {
  switch (place.kind) {
    case "target":
      return change(place);
    case "failover":
    case "rotation":
      return { ...place, branches: place.branches.map((branch) => mapTargets(branch, change)) };
    case "weighted":
      return { ...place, branches: place.branches.map((one) => ({ ...one, place: mapTargets(one.place, change) })) };
    case "parallel":
      return { ...place, branches: place.branches.map((one) => ({ ...one, place: mapTargets(one.place, change) })) };
  }
}

/** Parameters on every target; they override the target's own. */
export function withParams<P extends Place>(place: P, params: Params): P {
  return mapTargets(place, (target) => ({ ...target, params: { ...target.params, ...params } }));
}

/** Body fields on every target; they override the target's own. */
export function withFields<P extends Place>(place: P, fields: FieldRules | null): P {
  if (fields === null) return place;
  return mapTargets(place, (target) => ({
    ...target,
    rules: { ...target.rules, fields: mergeFields(fields, target.rules.fields) },
  }));
}

/**
 * Outer rules on every target: of two windows the smaller applies, and each `on`; everything else only where the target has no rule of
 * its own.
 */
export function withRules<P extends Place>(place: P, rules: Rules): P {
  return mapTargets(place, (target) => ({ ...target, rules: mergeRules(target.rules, rules) }));
}

function mergeRules(near: Rules, far: Rules): Rules {
  const windows = [near.maxContext, far.maxContext].filter((window) => window !== undefined);
  return {
    ...far,
    ...near,
    ...(windows.length === 0 ? {} : { maxContext: Math.min(...windows) }),
    ...(near.on === undefined && far.on === undefined ? {} : { on: [...(far.on ?? []), ...(near.on ?? [])] }),
    ...(near.timeouts === undefined && far.timeouts === undefined
      ? {}
      : { timeouts: { ...far.timeouts, ...near.timeouts } }),
  };
}

function mergeFields(near: FieldRules, far: FieldRules = {}): FieldRules {
  return {
    ...far,
    ...near,
    ...(near.body === undefined ? {} : { body: { ...far.body, ...near.body } }),
    ...(near.headers === undefined ? {} : { headers: { ...far.headers, ...near.headers } }),
    ...(near.drop === undefined ? {} : { drop: [...(far.drop ?? []), ...near.drop] }),
  };
}
