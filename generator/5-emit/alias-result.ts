import type { Route } from "../../runtime/contract.ts";
import type { AliasLeaf, AliasRule, TemplatePiece } from "../ir.ts";
import type { Emission } from "./emission.ts";
import { call } from "./emission.ts";
import { Code, inlineLiteral, literal } from "./literal.ts";
import type { Locations } from "./locations.ts";
import { findBackend, lineOf, mergeParams } from "./locations.ts";
import { paramsOrNull, targetCode } from "./route-code.ts";

/** The text or the source text of a group of the match. */
type GroupOf<T> = (group: number | string) => T;

/** Where a rule leads when its groups are known while compiling; null if the place does not exist. */
export function staticResult(
  emission: Emission,
  locations: Locations,
  rule: AliasRule,
  group: GroupOf<string>,
): Route | null {
  const fill = (pieces: readonly TemplatePiece[]) =>
    pieces.map((piece) => (typeof piece === "string" ? piece : group(piece.group))).join("");
  const branches = rule.leaves.map(({ target, params, origin }): Route | null => {
    if (target.kind === "open") {
      const located = locations.locate(fill(target.route));
      return located === null || paramsOrNull(params) === null ? located : mergeParams(located, params);
    }
    const backend = findBackend(emission.ir, target.backend);
    const { instance } = target;
    return {
      kind: "target",
      backend,
      instance,
      model: fill(target.model),
      params: paramsOrNull(params),
      at: lineOf(origin),
    };
  });
  const [first] = branches;
  if (rule.kind === "single") return first ?? null;
  return { kind: "failover", source: "selector", branches: branches.filter((branch) => branch !== null) };
}

/** Whether a rule leads to the same place whatever its pattern matched. */
export function isStatic(rule: AliasRule): boolean {
  return rule.leaves.every((leaf) => piecesOf(leaf).every((piece) => typeof piece === "string"));
}

/** The groups of the match that a rule's replacement uses. */
export function usedGroups(rule: AliasRule): readonly (number | string)[] {
  return rule.leaves.flatMap((leaf) =>
    piecesOf(leaf).flatMap((piece) => (typeof piece === "string" ? [] : [piece.group])),
  );
}

function piecesOf({ target }: AliasLeaf): readonly TemplatePiece[] {
  return target.kind === "open" ? target.route : target.model;
}

/** The source text of a rule's result, with the groups filled in at run time. */
export function resultCode(emission: Emission, rule: AliasRule, group: GroupOf<Code>): Code {
  const branches = rule.leaves.map((leaf) => leafCode(emission, leaf, group));
  const [first] = branches;
  if (rule.kind === "single" && first !== undefined) return first;
  const list = literal(branches, 1);
  const open = rule.leaves.some(({ target }) => target.kind === "open");
  return call(emission, "failover", ['"selector"', open ? call(emission, "present", [list]).text : list]);
}

function leafCode(emission: Emission, { target, params, origin }: AliasLeaf, group: GroupOf<Code>): Code {
  if (target.kind === "open") {
    const located = `locate(${concatenation(target.route, group).text})`;
    if (paramsOrNull(params) === null) return new Code(located);
    return call(emission, "withParams", [located, inlineLiteral(params)]);
  }
  return targetCode(emission, {
    backend: findBackend(emission.ir, target.backend),
    instance: target.instance,
    model: concatenation(target.model, group),
    params: paramsOrNull(params),
    at: lineOf(origin),
  });
}

function concatenation(pieces: readonly TemplatePiece[], group: GroupOf<Code>): Code {
  const parts = pieces.map((piece) => (typeof piece === "string" ? inlineLiteral(piece) : group(piece.group).text));
  return new Code(parts.length === 0 ? '""' : parts.join(" + "));
}
