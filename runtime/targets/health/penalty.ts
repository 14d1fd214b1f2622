import type { Verdict } from "../../failure/classify.ts";
import type { Outcome } from "../../failure/outcome.ts";

/** What a failed attempt costs its target. */
export type Penalty =
  | { readonly kind: "none" }
  /** A step towards an open circuit. */
  | { readonly kind: "strike" }
  /** The target wants to be left alone for so many milliseconds. */
  | { readonly kind: "cooldown"; readonly ms: number }
  /** The key is of no use. */
  | { readonly kind: "dead" };

const NONE: Penalty = { kind: "none" };
const STRIKE: Penalty = { kind: "strike" };
const DEAD: Penalty = { kind: "dead" };

/**
 * An upstream that says how long its limit lasts works as it should: that is a cooldown and no strike. What is the
 * request's own doing (too long, refused, a wrong model) costs the target nothing.
 */
export function penaltyOf(outcome: Outcome, verdict: Verdict): Penalty {
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
