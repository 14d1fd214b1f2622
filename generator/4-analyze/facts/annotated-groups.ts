import type { Annotations } from "../../../runtime/selector/annotations.ts";
import { annotationsOf } from "../../../runtime/selector/annotations-of.ts";
import type { Span } from "../../document.ts";
import type { Ir, LocatedSelector } from "../../ir.ts";

/** A group of targets, wherever the config has one. */
export interface AnnotatedGroup {
  readonly branches: readonly AnnotatedBranch[];
}

export interface AnnotatedBranch {
  readonly origin: Span;
  /** null for a bare name. */
  readonly backend: string | null;
  readonly annotations: Annotations;
}

/**
 * The groups of force_model, static_route, aliases and failover routes, except for the policy `k`, which uses only its
 * first element.
 */
export function annotatedGroups(ir: Ir): readonly AnnotatedGroup[] {
  return [
    ...[ir.forceModel, ir.staticRoute].flatMap((located) => (located === null ? [] : [selectorGroup(located)])),
    ...ir.aliases.map(({ leaves }) => ({
      branches: leaves.map(({ origin, annotations, target }) => {
        return { origin, annotations, backend: target.kind === "backend" ? target.backend : null };
      }),
    })),
    ...ir.failoverRoutes.filter(({ policy }) => policy !== "k").map(({ elements }) => ({ branches: elements })),
  ];
}

function selectorGroup({ origin, selector }: LocatedSelector): AnnotatedGroup {
  return {
    branches: selector.branches.map((branch) => {
      return { origin, backend: branch.backend, annotations: annotationsOf(branch) };
    }),
  };
}
