import type { Backend } from "./backend.ts";
import type { Affinity, StreamRecovery } from "./backend-base.ts";
import type { FailureKind } from "./failure-kind.ts";
import type { FieldRules } from "./fields.ts";
import type { Params } from "./params.ts";
import type { Timeouts } from "./timeouts.ts";

/** One place to send a request to. */
export interface Target {
  readonly kind: "target";
  /** null: the default backend, which a flag of the server can set. */
  readonly backend: Backend | null;
  /** The pinned key, counted from 1; null if the keys rotate. */
  readonly instance: number | null;
  /** The model name that the upstream receives. */
  readonly model: string;
  /** Parameters that the config gives this target; null if there are none. */
  readonly params: Params | null;
  /** Other rules of the route to this target; null if there are none. */
  readonly rules: Rules | null;
  /** The config line that defines it. */
  readonly at: string;
}

/** What a branch's annotations, or its failover route, set for a target. What is left out is as in the backend. */
export interface Rules {
  /** Tokens: the target is skipped for larger requests. */
  readonly maxContext?: number;
  readonly timeouts?: Partial<Timeouts>;
  readonly streamRecovery?: StreamRecovery;
  readonly affinity?: Affinity;
  readonly fields?: FieldRules;
  /**
   * The target only follows an attempt that failed for a reason in each of these lists. There is one list for each `[on=…]`
   * on the way to the target, the outermost first, and an attempt that has the same list is not asked again.
   */
  readonly on?: readonly (readonly FailureKind[])[];
}

/** Tried in order. */
export interface Failover {
  readonly kind: "failover";
  /** Where the group comes from: a selector's `|` (in an alias or from a client), or an entry of failover_routes. */
  readonly source: "selector" | "failover_routes";
  /**
   * The order of the branches' keys: `ordered`, all keys of a branch before the next branch; `k`, all keys of the first
   * branch and nothing else; `m`, one key of each branch; `mk`, one key of each branch, then the next key of each.
   */
  readonly policy: "ordered" | "k" | "m" | "mk";
  readonly branches: readonly Route[];
}

/** Tried in order, starting one further with each request. */
export interface Rotation {
  readonly kind: "rotation";
  /** The index of its counter: 0 … `CompiledRouter.rotations` − 1. */
  readonly counter: number;
  readonly branches: readonly Route[];
}

/**
 * `A^B`: one branch is chosen at random by its weight; if it fails, another of the rest; then the backups, in order. Only at the
 * top of a route.
 */
export interface Weighted {
  readonly kind: "weighted";
  readonly branches: readonly WeightedBranch[];
}

export interface WeightedBranch {
  readonly route: Route;
  /** Whole number ≥ 1. */
  readonly weight: number;
  /** Whether it takes a session's first request, whatever the weights. */
  readonly first: boolean;
  /** It is never chosen: it follows when all that can be chosen have failed. Its weight means nothing. */
  readonly backup?: true;
}

/** `A!B`: all branches are tried at the same time, and the first meaningful output wins. Only at the top of a route. */
export interface Parallel {
  readonly kind: "parallel";
  readonly branches: readonly ParallelBranch[];
}

export interface ParallelBranch {
  readonly route: Route;
  /** Seconds ≥ 0: the branch with the largest handicap starts at once, the others later by the difference. */
  readonly handicap: number;
  /** Seconds until an attempt's first output; null: the target's own limit. */
  readonly ttftTimeout: number | null;
}

export type Route = Target | Failover | Rotation | Weighted | Parallel;
