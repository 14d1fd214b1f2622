import type { Route } from "../../contract/route.ts";
import type { Counters } from "../../targets/counters.ts";
import type { PreparedEndpoint } from "../../targets/prepared-endpoint.ts";

export interface ExpandInput {
  readonly route: Route;
  /** By `Backend.index`; empty for a backend whose keys are all unset. */
  readonly endpoints: readonly (readonly PreparedEndpoint[])[];
  readonly defaultBackend: number | null;
  readonly counters: Counters;
  /** 0 ≤ x < 1. If it is always 0, weighted branches stay in the order in which they were written. */
  readonly random: () => number;
  /** null if the request has no session. */
  readonly session: SessionDraw | null;
  /** Whether the request fits into this many tokens; called only for a target that has a window. null: it fits into any. */
  readonly fits: ((window: number) => boolean) | null;
}

export interface SessionDraw {
  /** Whether this is the session's first request to the group; called at most once, and only if a branch is `first`. */
  readonly isFirst: () => boolean;
}
