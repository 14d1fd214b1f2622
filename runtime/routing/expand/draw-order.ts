import type { WeightedBranch } from "../../contract/route.ts";

/**
 * The branches in a random order by weight. Each gets a waiting time from the exponential distribution of its weight, and
 * the shortest comes first: the same distribution as drawing again and again among the rest, in one pass (Efraimidis and
 * Spirakis, 2006). Also, no sum of weights can overflow. Backups follow as they were written.
 */
export function drawOrder(
  branches: readonly WeightedBranch[],
  random: () => number,
  isFirst: boolean,
): readonly WeightedBranch[] {
  const drawn = branches
    .filter(({ backup }) => backup === undefined)
    .map((branch) => ({ branch, wait: isFirst && branch.first ? -1 : -Math.log(1 - random()) / branch.weight }))
    .sort((a, b) => a.wait - b.wait)
    .map(({ branch }) => branch);
  return drawn.length === branches.length ? drawn : [...drawn, ...branches.filter(({ backup }) => backup === true)];
}
