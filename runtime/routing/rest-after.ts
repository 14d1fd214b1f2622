import type { Verdict } from "../failure/classify.ts";
import type { Outcome } from "../failure/outcome.ts";
import type { Attempt } from "../targets/attempt.ts";
import { windowOf } from "./expand/window.ts";

export interface RestInput {
  readonly verdict: Verdict;
  readonly outcome: Outcome;
  readonly failed: Attempt;
  readonly rest: readonly Attempt[];
}

/** The attempts that are left after a failure, without those that must fail in the same way. */
export function restAfter({ verdict, outcome, failed, rest }: RestInput): readonly Attempt[] {
  if (rest.length === 0) return rest;
  if (verdict === "too_long") return rest.filter((attempt) => mayHold(attempt, failed));
  // Another key does not help with a silent upstream, so its other keys come last.
  if (outcome.kind === "timeout") {
    return [
      ...rest.filter((attempt) => !sameModel(attempt, failed)),
      ...rest.filter((each) => sameModel(each, failed)),
    ];
  }
  return rest;
}

/** A request that was too long for one target can only fit into a larger window, or an unknown one. */
function mayHold(attempt: Attempt, failed: Attempt): boolean {
  if (sameModel(attempt, failed)) return false;
  const window = windowOf(attempt);
  const tooSmall = windowOf(failed);
  return window === null || tooSmall === null || window > tooSmall;
}

function sameModel(a: Attempt, b: Attempt): boolean {
  return a.endpoint.backend === b.endpoint.backend && a.model === b.model;
}
