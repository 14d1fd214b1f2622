import type { Attempt } from "../attempt.ts";

/** 0: healthy. 1: open circuit or cooldown. 2: dead key. */
export type Rank = 0 | 1 | 2;

/** Sorted by rank, otherwise in the same order; the same list if that changes nothing. */
export function healthyFirst(attempts: readonly Attempt[], rankOf: (attempt: Attempt) => Rank): readonly Attempt[] {
  const ranks = attempts.map(rankOf);
  if (ranks.every((rank, index) => index === 0 || rank >= (ranks[index - 1] ?? 0))) return attempts;
  return ([0, 1, 2] as const).flatMap((wanted) => attempts.filter((_, index) => ranks[index] === wanted));
}
