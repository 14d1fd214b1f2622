import type { Verdict } from "../../failure/classify.ts";
import type { Outcome } from "../../failure/outcome.ts";

/** How a failed attempt counts against its target. */
export type Penalty =
  | { readonly kind: "none" }
  /** One failure towards an open circuit. */
  | { readonly kind: "strike" }
  /** The target wants no requests for this many milliseconds. */
  | { readonly kind: "cooldown"; readonly ms: number }
  /** The key is invalid. */
  | { readonly kind: "dead" };

const NONE: Penalty = { kind: "none" };
const STRIKE: Penalty = { kind: "strike" };
const DEAD: Penalty = { kind: "dead" };

/**
 * An upstream that says how long its limit lasts works correctly: that causes a cooldown, not a failure. If the request
 * itself is at fault (too long, rejected, a wrong model), nothing counts against the target.
 */
export function penaltyOf(outcome: Outcome, verdict: Verdict): Penalty {
  // The target has no part in it.
  if (outcome.kind === "connection" && outcome.fault?.cause === "no_descriptors") return NONE;
  if (outcome.kind !== "status") return STRIKE;
  switch (verdict) {
    case "dead_key":
      return DEAD;
    case "limited":
      return outcome.retryAfter !== null && outcome.retryAfter > 0
        ? { kind: "cooldown", ms: outcome.retryAfter }
        : STRIKE;
    case "retry":
    case "reconnect":
      return STRIKE;
    case "advance":
      return outcome.status >= 500 ? STRIKE : NONE;
    default:
      return NONE;
  }
}
