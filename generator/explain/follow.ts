import { annotationsOf } from "../../runtime/selector/annotations-of.ts";
import type { Selector } from "../../runtime/selector/selector.ts";
import { fitsInGroup, group, limited, type PlacedBranch } from "../interpret/group.ts";
import { createLocate } from "../interpret/locate.ts";
import type { Place } from "../interpret/place.ts";
import { createRewrite } from "../interpret/rewrite.ts";
import type { Step, Trace } from "../interpret/trace.ts";
import type { Ir } from "../ir.ts";
import { chooseBranch } from "./choose.ts";
import type { ExplanationError } from "./explanation.ts";
import { nestedGroup, notFound } from "./problem.ts";

export interface Followed {
  /** Up to the first branch that leads nowhere. */
  readonly steps: readonly Step[];
  /** null where there is an error. */
  readonly place: Place | null;
  readonly error: ExplanationError | null;
}

/** Resolves a client's selector to a place, and records the steps. */
export type Follow = (selector: Selector) => Followed;

export function createFollow(ir: Ir): Follow {
  const locate = createLocate(ir);
  const rewrite = createRewrite(ir, locate);
  return (selector) => {
    const steps: Step[] = [];
    return { steps, ...take(selector, (step) => steps.push(step)) };
  };

  function take({ kind, branches }: Selector, trace: Trace): Omit<Followed, "steps"> {
    const placed: PlacedBranch[] = [];
    for (const branch of branches) {
      const annotations = annotationsOf(branch);
      const place = chooseBranch({ ir, locate, rewrite, trace }, branch);
      if (place === null) return { place, error: notFound(ir, branch) };
      // A single branch can lead to a group of any kind.
      if (kind === "single") return { place: limited(place, annotations), error: null };
      if (!fitsInGroup(place)) return { place: null, error: nestedGroup(branch) };
      placed.push({ place, annotations });
    }
    return { place: group(kind, placed), error: null };
  }
}
