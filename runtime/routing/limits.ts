import type { Rules } from "../contract/route.ts";
import type { Timeouts } from "../contract/timeouts.ts";

/** The time limits of one attempt, in milliseconds from its start; null for none. */
export interface Limits {
  readonly header: number | null;
  readonly firstToken: number | null;
  readonly total: number | null;
}

export interface LimitsInput {
  /** The backend's timeouts, in seconds. */
  readonly timeouts: Timeouts;
  readonly rules: Rules | null;
  /** Milliseconds, as a branch of `A!B` sets it; null: the target's own limit. */
  readonly legFirstToken: number | null;
  /** Whether another target could answer instead. */
  readonly hasNext: boolean;
  /** Milliseconds that are left of `total_timeout_budget`. */
  readonly budgetLeft: number;
}

/**
 * The share of the remaining budget that one silent target may use if there is another: otherwise the first silent one would
 * leave no time for the rest.
 */
const SILENT_SHARE = 2 / 3;

/** A failover route's limits take precedence over the backend's. */
export function limitsOf({ timeouts, rules, legFirstToken, hasNext, budgetLeft }: LimitsInput): Limits {
  const { header, firstToken, total } = rules?.timeouts === undefined ? timeouts : { ...timeouts, ...rules.timeouts };
  const ownHeader = header === null ? null : header * 1000;
  const share = hasNext ? budgetLeft * SILENT_SHARE : null;
  return {
    header: ownHeader === null || share === null ? (ownHeader ?? share) : Math.min(ownHeader, share),
    firstToken: legFirstToken ?? (firstToken === null ? null : firstToken * 1000),
    total: total === null ? null : total * 1000,
  };
}
