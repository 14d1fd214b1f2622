import type { Backend } from "../../runtime/contract/backend.ts";
import type { Annotations } from "../../runtime/selector/annotations.ts";
import type { BranchPlace, FailoverPlace, Place, TargetPlace } from "../interpret/place.ts";

/** One attempt, as the config and the model string define it. */
export interface Laid {
  readonly target: TargetPlace;
  readonly backend: Backend;
  /** `openai`, or `openai.2` for one key of it. */
  readonly prefix: string;
  /** Of the branch that it belongs to, with defaults filled in. */
  readonly annotations: Annotations;
}

/** The attempts of a target. */
export type TriesOf = (target: TargetPlace) => readonly Laid[];

/**
 * A place as the runtime lays it out, but with nothing left to chance or to what came before: weighted branches as they
 * were written, their backups behind them, rotations from their first, the legs of a race in the order in which they start.
 */
export function layOut(place: Place, triesOf: TriesOf): readonly Laid[] {
  switch (place.kind) {
    case "target":
      return triesOf(place);
    case "failover":
      return byPolicy(place, triesOf);
    case "rotation":
      return place.branches.flatMap((branch) => layOut(branch, triesOf));
    case "weighted":
      return place.branches
        .toSorted((a, b) => Number(a.backup ?? false) - Number(b.backup ?? false))
        .flatMap(({ place: branch, weight, first, backup }) =>
          annotated(branch, backup ? { backup } : { weight, ...(first ? { first } : {}) }, triesOf),
        );
    case "parallel":
      return place.branches
        .toSorted((a, b) => b.handicap - a.handicap)
        .flatMap(({ place: branch, handicap, ttftTimeout }) =>
          annotated(branch, { handicap, ...(ttftTimeout === null ? {} : { ttft_timeout: ttftTimeout }) }, triesOf),
        );
  }
}

function annotated(branch: BranchPlace, annotations: Annotations, triesOf: TriesOf): readonly Laid[] {
  return layOut(branch, triesOf).map((laid) => ({ ...laid, annotations: { ...annotations, ...laid.annotations } }));
}

function byPolicy({ policy, branches }: FailoverPlace, triesOf: TriesOf): readonly Laid[] {
  const lists = branches.map((branch) => layOut(branch, triesOf));
  switch (policy) {
    case "ordered":
      return lists.flat();
    case "k":
      return lists[0] ?? [];
    case "m":
      return lists.flatMap((list) => list.slice(0, 1));
    case "mk":
      return inRounds(lists);
  }
}

/** The first of each list, then the second of each, and so on. */
function inRounds(lists: readonly (readonly Laid[])[]): readonly Laid[] {
  const rounds = Math.max(0, ...lists.map(({ length }) => length));
  return Array.from({ length: rounds }, (_, round) => lists.flatMap((list) => list.slice(round, round + 1))).flat();
}
