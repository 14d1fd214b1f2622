import type { Annotations } from "../../runtime/selector/annotations.ts";
import type { Selector } from "../../runtime/selector/selector.ts";
import { type BranchPlace, type Place, withRules } from "./place.ts";

/** One branch of a selector with what it leads to; null: nothing does. */
export interface PlacedBranch {
  readonly place: BranchPlace | null;
  readonly annotations: Annotations;
}

/** What a selector stands for: branches that lead nowhere fall away, one alone is no group, and none is nothing. */
export function group(kind: Selector["kind"], branches: readonly PlacedBranch[]): Place | null {
  const present = branches.flatMap(({ place, annotations }) =>
    place === null ? [] : [{ place: limited(place, annotations), annotations }],
  );
  const [only] = present;
  if (only === undefined) return null;
  if (present.length === 1) return only.place;
  switch (kind) {
    case "single":
    case "failover":
      return {
        kind: "failover",
        source: "selector",
        policy: "ordered",
        branches: present.flatMap(({ place }) => laidFlat(place)),
      };
    case "weighted":
      return {
        kind: "weighted",
        branches: present.map(({ place, annotations: { weight = 1, first = false, backup } }) => ({
          place,
          weight,
          first,
          ...(backup && { backup }),
        })),
      };
    case "parallel":
      return {
        kind: "parallel",
        branches: present.map(({ place, annotations: { handicap = 0, ttft_timeout: ttftTimeout = null } }) => ({
          place,
          handicap,
          ttftTimeout,
        })),
      };
  }
}

/** The same place for requests of up to `max_context` tokens, and for the failures in `on`. */
export function limited<P extends Place>(place: P, { max_context: maxContext, on }: Annotations): P {
  const sized = maxContext === undefined ? place : withRules(place, { maxContext });
  return on === undefined ? sized : withRules(sized, { on: [on] });
}

/** An ordered group inside an ordered group can be flattened; other policies apply to their own branches only. */
function laidFlat(place: BranchPlace): readonly BranchPlace[] {
  return place.kind === "failover" && place.policy === "ordered" ? place.branches : [place];
}

/** Whether a place can be part of a group: a group from a selector cannot. */
export function fitsInGroup(place: Place): place is BranchPlace {
  return place.kind === "failover" ? place.source !== "selector" : place.kind === "target" || place.kind === "rotation";
}
