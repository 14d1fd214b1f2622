import type { Params } from "../../../runtime/contract/params.ts";
import { isLiteral } from "../../3-resolve/template.ts";
import type { Span } from "../../document.ts";
import type { AliasTarget, Ir, LocatedSelector, TemplatePiece } from "../../ir.ts";

/** A target as it stands in the config, and what is known of where it leads. */
export interface WrittenTarget {
  readonly origin: Span;
  readonly place: "force_model" | "static_route" | "model_aliases" | "failover_routes";
  /** The backend that it names; null for a bare name. */
  readonly backend: string | null;
  readonly instance: number | null;
  /** null where the client's name is filled in. */
  readonly model: string | null;
  readonly params: Params;
  /** The pattern of the alias, or the name of the failover route; "" for the others. */
  readonly owner: string;
}

/** Every target of `force_model`, `static_route`, aliases and failover routes. */
export function writtenTargets(ir: Ir): readonly WrittenTarget[] {
  return [
    ...ofSelector("force_model", ir.forceModel),
    ...ofSelector("static_route", ir.staticRoute),
    ...ir.aliases.flatMap(({ leaves, pattern: owner }) =>
      leaves.map(({ origin, params, target }): WrittenTarget => {
        return { origin, place: "model_aliases", owner, params, ...ofAlias(target) };
      }),
    ),
    ...ir.failoverRoutes.flatMap(({ elements, name: owner }) =>
      elements.map(({ origin, backend, instance, model, params }): WrittenTarget => {
        return { origin, place: "failover_routes", owner, backend, instance, model, params };
      }),
    ),
  ];
}

function ofSelector(place: "force_model" | "static_route", located: LocatedSelector | null): readonly WrittenTarget[] {
  if (located === null) return [];
  return located.selector.branches.map(({ backend, instance, model, params }) => {
    const number = instance === null ? null : Number(instance);
    return { origin: located.origin, place, owner: "", backend, instance: number, model, params };
  });
}

function ofAlias(target: AliasTarget): Pick<WrittenTarget, "backend" | "instance" | "model"> {
  if (target.kind === "open") return { backend: null, instance: null, model: textOf(target.route) };
  return { backend: target.backend, instance: target.instance, model: textOf(target.model) };
}

function textOf(pieces: readonly TemplatePiece[]): string | null {
  return isLiteral(pieces) ? pieces.join("") : null;
}
