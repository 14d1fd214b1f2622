import type { AliasLeaf, AliasRule, TemplatePiece } from "../ir.ts";
import type { Emission } from "./emission.ts";
import { call } from "./emission.ts";
import { Code, inlineLiteral, literal } from "./literal.ts";
import {
  frozenCode,
  limitedCode,
  lineOf,
  rulesCode,
  targetCode,
  withFieldsCode,
  withParamsCode,
} from "./target-code.ts";

/** A group of the match: its text if that is known at build time, else source text. */
export type GroupOf = (group: number) => string | Code;

/**
 * The source text of the place that a rule leads to.
 * @param constant whether it is the same for every name and made once
 */
export function resultCode(emission: Emission, rule: AliasRule, group: GroupOf, constant: boolean): Code {
  const branches = rule.leaves.map((leaf) => leafCode(emission, leaf, filled(piecesOf(leaf.target), group)));
  const [first, second] = branches;
  const place = first !== undefined && second === undefined ? first : groupCode(emission, rule, branches);
  return constant ? frozenCode(emission, place) : place;
}

/**
 * The branches of a rule joined as its replacement says.
 * @param each "Of" if the branches are functions that make places for a given name
 */
export function groupCode(
  emission: Emission,
  { kind, leaves }: AliasRule,
  branches: readonly Code[],
  each: "" | "Of" = "",
): Code {
  // Only a place that `locate` finds can be null, or a group itself.
  const certain = leaves.every(({ target }) => target.kind === "backend");
  const annotated = branches.map((route, index) => ({ route, annotations: leaves[index]?.annotations ?? {} }));
  switch (kind) {
    case "single":
    case "failover":
      return call(emission, `${certain ? "failover" : "group"}${each}`, ['"selector"', literal(branches)]);
    case "weighted": {
      const drawn = annotated.map(({ route, annotations: { weight = 1, first = false, backup } }) => ({
        route,
        weight,
        first,
        ...(backup && { backup }),
      }));
      return call(emission, `${certain ? "weighted" : "weightedGroup"}${each}`, [literal(drawn)]);
    }
    case "parallel": {
      const legs = annotated.map(({ route, annotations: { handicap = 0, ttft_timeout: ttftTimeout = null } }) => ({
        route,
        handicap,
        ttftTimeout,
      }));
      return call(emission, `${certain ? "parallel" : "parallelGroup"}${each}`, [literal(legs)]);
    }
  }
}

/**
 * The groups of the match that the replacement of a rule uses. Without any, the rule always leads to the same place.
 */
export function usedGroups({ leaves }: AliasRule): readonly number[] {
  const pieces = leaves.flatMap(({ target }) => piecesOf(target));
  return pieces.flatMap((piece) => (typeof piece === "string" ? [] : [piece.group]));
}

/** What a leaf's text is made of: the model behind its backend, or the name to look up. */
export function piecesOf(target: AliasLeaf["target"]): readonly TemplatePiece[] {
  return target.kind === "open" ? target.route : target.model;
}

/** Whether the place can be null. */
export function canBeNothing({ leaves }: AliasRule): boolean {
  return leaves.some(({ target }) => target.kind === "open");
}

/** @param text the model of a leaf that names a backend, else the name to look up */
export function leafCode(
  emission: Emission,
  { target, params, annotations, fields, origin }: AliasLeaf,
  text: string | Code,
): Code {
  if (target.kind === "open") {
    const located = new Code(`locate(${inlineLiteral(text)})`);
    const own = withFieldsCode(emission, withParamsCode(emission, located, params), fields);
    return limitedCode(emission, own, annotations);
  }
  const { backend, instance } = target;
  const at = lineOf(origin);
  const rules = rulesCode(annotations, fields === null ? null : { fields });
  return targetCode(emission, { backend, instance, model: text, params, rules, at });
}

/** Pieces as one text where all are known, else as a concatenation. */
function filled(pieces: readonly TemplatePiece[], group: GroupOf): string | Code {
  const parts: (string | Code)[] = [];
  for (const piece of pieces) {
    const part = typeof piece === "string" ? piece : group(piece.group);
    const last = parts.at(-1);
    if (typeof part === "string" && typeof last === "string") parts[parts.length - 1] = last + part;
    else parts.push(part);
  }
  const [only = ""] = parts;
  if (parts.length < 2) return only;
  return new Code(
    parts.map((part) => (typeof part === "string" ? inlineLiteral(part) : bracketed(part.text))).join(" + "),
  );
}

function bracketed(expression: string): string {
  return expression.includes(" ?? ") ? `(${expression})` : expression;
}
