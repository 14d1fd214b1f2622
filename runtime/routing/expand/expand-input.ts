import type { Route } from "../../contract.ts";
import type { Counters } from "../../targets/counters.ts";
import type { PreparedEndpoint } from "../../targets/prepared-endpoint.ts";

export interface ExpandInput {
  readonly route: Route;
  /** By `Backend.index`; a backend whose keys are all unset has none. */
  readonly endpoints: readonly (readonly PreparedEndpoint[])[];
  readonly defaultBackend: number | null;
  readonly counters: Counters;
  /** 0 ≤ x < 1. One that is always 0 leaves weighted branches in the order in which they were written. */
  readonly random: () => number;
  /** null where the request belongs to no session. */
  readonly session: SessionDraw | null;
  /** Whether the request fits into so many tokens; asked only of a target that has a window. null: it fits into any. */
  readonly fits: ((window: number) => boolean) | null;
}

export interface SessionDraw {
  /** Whether this is the session's first request to the group; asked at most once, and only where a branch is `first`. */
  readonly isFirst: () => boolean;
}
