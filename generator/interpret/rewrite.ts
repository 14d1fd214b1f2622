import { printSelector } from "../../runtime/selector/print.ts";
import type { AliasLeaf, AliasRule, Ir, TemplatePiece } from "../ir.ts";
import { group } from "./group.ts";
import type { Locate } from "./locate.ts";
import { type Place, withParams } from "./place.ts";
import type { Trace } from "./trace.ts";

/** The place of the first alias that matches; undefined if none matches, null if it leads nowhere. */
export type Rewrite = (route: string, trace: Trace) => Place | null | undefined;

export function createRewrite(ir: Ir, locate: Locate): Rewrite {
  const rules = ir.aliases.map((rule) => ({ rule, regexp: new RegExp(rule.regexp) }));

  return (route, trace) => {
    for (const { rule, regexp } of rules) {
      const match = regexp.exec(route);
      if (match !== null) return place(rule, match, route, trace);
    }
    return undefined;
  };

  function place({ kind, leaves, origin }: AliasRule, match: RegExpExecArray, from: string, trace: Trace) {
    trace({ rule: "model_aliases", origin, from, to: replacedText(kind, leaves, match) });
    return group(
      kind,
      leaves.map((leaf) => ({ place: leafPlace(leaf, match, trace), annotations: leaf.annotations })),
    );
  }

  function leafPlace({ target, params, origin }: AliasLeaf, match: RegExpExecArray, trace: Trace) {
    if (target.kind === "open") {
      const located = locate(fill(target.route, match), trace);
      return located === null ? null : withParams(located, params);
    }
    const backend = ir.backends.find((entry) => entry.backend.name === target.backend)?.backend ?? null;
    const { instance, model } = target;
    return { kind: "target", backend, instance, model: fill(model, match), params, rules: {}, origin } as const;
  }
}

function replacedText(kind: AliasRule["kind"], leaves: readonly AliasLeaf[], match: RegExpExecArray): string {
  const branches = leaves.map((leaf) => ({ ...leaf.annotations, route: leafRoute(leaf, match), params: leaf.params }));
  return printSelector({ kind, branches });
}

function leafRoute({ target }: AliasLeaf, match: RegExpExecArray): string {
  if (target.kind === "open") return fill(target.route, match);
  const instance = target.instance === null ? "" : `.${target.instance}`;
  return `${target.backend}${instance}:${fill(target.model, match)}`;
}

/** A group that took no part in the match is empty, as in Python. */
function fill(pieces: readonly TemplatePiece[], match: RegExpExecArray): string {
  return pieces.map((piece) => (typeof piece === "string" ? piece : (match[piece.group] ?? ""))).join("");
}
