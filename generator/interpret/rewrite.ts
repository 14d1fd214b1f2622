import { printSelector } from "../../runtime/selector/print.ts";
import type { AliasLeaf, AliasRule, Ir, TemplatePiece } from "../ir.ts";
import { createMatcher } from "../regexp/matching.ts";
import type { GroupTexts } from "../regexp/run-machine.ts";
import { group } from "./group.ts";
import type { Locate } from "./locate.ts";
import { type Place, withFields, withParams } from "./place.ts";
import type { Trace } from "./trace.ts";

/** The place of the first alias that matches; undefined if none matches, null if it leads nowhere. */
export type Rewrite = (route: string, trace: Trace) => Place | null | undefined;

export function createRewrite(ir: Ir, locate: Locate): Rewrite {
  const rules = ir.aliases.map((rule) => ({ rule, matcher: createMatcher(rule.matching) }));

  return (route, trace) => {
    for (const { rule, matcher } of rules) {
      const match = matcher(route);
      if (match !== null) return place(rule, match, route, trace);
    }
    return undefined;
  };

  function place({ kind, leaves, origin }: AliasRule, match: GroupTexts, from: string, trace: Trace) {
    trace({ rule: "model_aliases", origin, from, to: replacedText(kind, leaves, match) });
    return group(
      kind,
      leaves.map((leaf) => ({ place: leafPlace(leaf, match, trace), annotations: leaf.annotations })),
    );
  }

  function leafPlace({ target, params, fields, origin }: AliasLeaf, match: GroupTexts, trace: Trace) {
    if (target.kind === "open") {
      const located = locate(fill(target.route, match), trace);
      return located === null ? null : withFields(withParams(located, params), fields);
    }
    const backend = ir.backends.find((entry) => entry.backend.name === target.backend)?.backend ?? null;
    const { instance, model } = target;
    return {
      kind: "target",
      backend,
      instance,
      model: fill(model, match),
      params,
      rules: fields === null ? {} : { fields },
      origin,
    } as const;
  }
}

function replacedText(kind: AliasRule["kind"], leaves: readonly AliasLeaf[], match: GroupTexts): string {
  const branches = leaves.map((leaf) => ({ ...leaf.annotations, route: leafRoute(leaf, match), params: leaf.params }));
  return printSelector({ kind, branches });
}

function leafRoute({ target }: AliasLeaf, match: GroupTexts): string {
  if (target.kind === "open") return fill(target.route, match);
  const instance = target.instance === null ? "" : `.${target.instance}`;
  return `${target.backend}${instance}:${fill(target.model, match)}`;
}

function fill(pieces: readonly TemplatePiece[], match: GroupTexts): string {
  return pieces.map((piece) => (typeof piece === "string" ? piece : (match[piece.group] ?? ""))).join("");
}
