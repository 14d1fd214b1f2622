import { printQuery } from "../../runtime/selector/print.ts";
import type { AliasLeaf, AliasRule, Ir, TemplatePiece } from "../ir.ts";
import type { Locate } from "./locate.ts";
import { group, type Place, withParams } from "./place.ts";
import type { Trace } from "./trace.ts";

/** Where the first alias that matches leads; undefined if none matches, null if it leads nowhere. */
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

  function place({ leaves, origin }: AliasRule, match: RegExpExecArray, from: string, trace: Trace): Place | null {
    const to = leaves.map((leaf) => leafText(leaf, match)).join("|");
    trace({ rule: "model_aliases", origin, from, to });
    return group(
      "selector",
      leaves.map((leaf) => leafPlace(leaf, match, trace)),
    );
  }

  function leafPlace({ target, params, origin }: AliasLeaf, match: RegExpExecArray, trace: Trace): Place | null {
    if (target.kind === "open") {
      const located = locate(fill(target.route, match), trace);
      return located === null ? null : withParams(located, params);
    }
    const backend = ir.backends.find((entry) => entry.backend.name === target.backend)?.backend ?? null;
    const { instance, model } = target;
    return { kind: "target", backend, instance, model: fill(model, match), params, origin };
  }
}

function leafText({ target, params }: AliasLeaf, match: RegExpExecArray): string {
  if (target.kind === "open") return fill(target.route, match) + printQuery(params);
  const instance = target.instance === null ? "" : `.${target.instance}`;
  return `${target.backend}${instance}:${fill(target.model, match)}${printQuery(params)}`;
}

/** A group that took no part in the match is empty, as in Python. */
function fill(pieces: readonly TemplatePiece[], match: RegExpExecArray): string {
  return pieces
    .map((piece) => {
      if (typeof piece === "string") return piece;
      return (typeof piece.group === "number" ? match[piece.group] : match.groups?.[piece.group]) ?? "";
    })
    .join("");
}
