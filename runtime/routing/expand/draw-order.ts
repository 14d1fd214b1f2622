import type { WeightedBranch } from "../../contract.ts";

/**
 * The branches in the order in which lots by weight take them out, one after another. Each waits for a time drawn from
 * the exponential distribution of its weight, and the shortest wait wins: the same law as drawing again and again
 * among the rest, in one pass (Efraimidis and Spirakis, 2006). No sum of weights can overflow either.
 */
export function drawOrder(
  branches: readonly WeightedBranch[],
  random: () => number,
  isFirst: boolean,
): readonly WeightedBranch[] {
  return branches
    .map((branch) => ({ branch, wait: isFirst && branch.first ? -1 : -Math.log(1 - random()) / branch.weight }))
    .sort((a, b) => a.wait - b.wait)
    .map(({ branch }) => branch);
}
