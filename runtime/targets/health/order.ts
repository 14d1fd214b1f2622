import type { Attempt } from "../attempt.ts";

/** 0: nothing speaks against it. 1: its circuit is open, or it cools down. 2: its key is dead. */
export type Rank = 0 | 1 | 2;

/** By rank, each in its order; the same list where that changes nothing. */
export function healthyFirst(attempts: readonly Attempt[], rankOf: (attempt: Attempt) => Rank): readonly Attempt[] {
  const ranks = attempts.map(rankOf);
  if (ranks.every((rank, index) => index === 0 || rank >= (ranks[index - 1] ?? 0))) return attempts;
  return ([0, 1, 2] as const).flatMap((wanted) => attempts.filter((_, index) => ranks[index] === wanted));
}
