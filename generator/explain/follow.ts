import type { Selector } from "../../runtime/selector/selector.ts";
import { createLocate } from "../interpret/locate.ts";
import type { Place } from "../interpret/place.ts";
import { createRewrite } from "../interpret/rewrite.ts";
import type { Step } from "../interpret/trace.ts";
import type { Ir } from "../ir.ts";
import { chooseBranch } from "./choose.ts";
import type { ExplanationError } from "./explanation.ts";
import { nestedGroup, notFound, unsupported } from "./problem.ts";

export interface Followed {
  readonly steps: readonly Step[];
  /** Where each branch leads, up to the first that leads nowhere. */
  readonly places: readonly Place[];
  readonly error: ExplanationError | null;
}

/** Takes each branch of a client's selector to its place, and keeps the steps. */
export type Follow = (selector: Selector) => Followed;

export function createFollow(ir: Ir): Follow {
  const locate = createLocate(ir);
  const rewrite = createRewrite(ir, locate);
  return (selector) => {
    const steps: Step[] = [];
    const places: Place[] = [];
    const refused = unsupported(selector);
    if (refused !== null) return { steps, places, error: refused };
    for (const branch of selector.branches) {
      const place = chooseBranch({ ir, locate, rewrite, trace: (step) => steps.push(step) }, branch);
      if (place === null) return { steps, places, error: notFound(ir, branch) };
      if (selector.kind !== "single" && place.kind === "failover" && place.source === "selector") {
        return { steps, places, error: nestedGroup(branch) };
      }
      places.push(place);
    }
    return { steps, places, error: null };
  };
}
