import type { ParallelBranch } from "../../contract/route.ts";
import type { Attempt, Leg } from "../../targets/attempt.ts";
import type { ExpandInput } from "./expand-input.ts";
import { layOut } from "./lay-out.ts";

/**
 * The legs of `A!B`. A branch without attempts is left out and its handicap does not count, because it would not use the
 * head start that the others give it.
 */
export function layOutLegs(input: ExpandInput, branches: readonly ParallelBranch[]): readonly Leg[] {
  const starters: { readonly branch: ParallelBranch; readonly attempts: readonly Attempt[] }[] = [];
  let highest = 0;
  for (const branch of branches) {
    const attempts: Attempt[] = [];
    layOut(input, branch.route, attempts);
    if (attempts.length === 0) continue;
    starters.push({ branch, attempts });
    highest = Math.max(highest, branch.handicap);
  }
  return starters
    .map(({ branch: { handicap, ttftTimeout }, attempts }) => ({
      attempts,
      startAfter: (highest - handicap) * 1000,
      firstToken: ttftTimeout === null ? null : ttftTimeout * 1000,
    }))
    .sort((a, b) => a.startAfter - b.startAfter);
}
