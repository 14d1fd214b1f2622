import { isLiteral } from "../3-resolve/template.ts";
import type { AliasLeaf, AliasRule, TemplatePiece } from "../ir.ts";
import { groupCode, leafCode, piecesOf, resultCode, usedGroups } from "./alias-result.ts";
import type { Emission } from "./emission.ts";
import { call } from "./emission.ts";
import type { Code } from "./literal.ts";
import { inlineLiteral } from "./literal.ts";
import { patternCode } from "./pattern-code.ts";
import { frozenCode } from "./target-code.ts";

/**
 * A rule of the table, as a call that returns a function of the name. What one helper returns shares its code: with a
 * function written out for each of thousands of rules, none is called often enough to be compiled well. That took
 * 200 ns longer a look-up for rules of one target and 2 µs for groups, and five times as long to type-check (Node 20,
 * x64).
 */
export function makerCode(emission: Emission, rule: AliasRule): Code {
  const { shape, leaves } = rule;
  if (usedGroups(rule).length === 0) {
    const always = call(emission, "fixed", [resultCode(emission, rule, () => "", true).text]);
    return shape.kind === "regexp" ? ifMatched(emission, rule, always) : always;
  }
  if (shape.kind === "prefix" && leaves.every(({ target }) => endsInRest(piecesOf(target), shape.rest))) {
    return joined(emission, rule, (leaf) => restCode(emission, leaf, shape.prefix.length));
  }
  const [leaf] = leaves;
  if (leaves.length === 1 && leaf?.target.kind === "backend") {
    const place = leafCode(emission, leaf, "").text;
    return call(emission, "matched", [patternCode(emission, rule.matching).text, place, list(leaf.target.model)]);
  }
  return ifMatched(
    emission,
    rule,
    joined(emission, rule, (each) => filledCode(emission, each)),
  );
}

function ifMatched(emission: Emission, { matching }: AliasRule, make: Code): Code {
  return call(emission, "ifMatched", [patternCode(emission, matching).text, make.text]);
}

function joined(emission: Emission, rule: AliasRule, makerOf: (leaf: AliasLeaf) => Code): Code {
  const makers = rule.leaves.map(makerOf);
  const [only, second] = makers;
  return only !== undefined && second === undefined ? only : groupCode(emission, rule, makers, "Of");
}

/** Whether a text needs no match to be filled in: it holds no group, or only what follows the prefix, at its end. */
function endsInRest(pieces: readonly TemplatePiece[], rest: number | null): boolean {
  const last = pieces.at(-1);
  const groups = pieces.filter((piece) => typeof piece !== "string");
  return groups.length === 0 || (groups.length === 1 && typeof last === "object" && last.group === rest);
}

/** For names that start with the rule's prefix, of the given length. */
function restCode(emission: Emission, leaf: AliasLeaf, from: number): Code {
  const pieces = piecesOf(leaf.target);
  if (isLiteral(pieces)) return fixedCode(emission, leaf);
  const head = pieces.filter((piece) => typeof piece === "string").join("");
  if (leaf.target.kind === "backend")
    return call(emission, "rest", [String(from), leafCode(emission, leaf, head).text]);
  return changedCode(emission, leaf, call(emission, "locatedRest", [String(from), inlineLiteral(head)]));
}

/** For the match of a rule's pattern. */
function filledCode(emission: Emission, leaf: AliasLeaf): Code {
  const pieces = piecesOf(leaf.target);
  if (isLiteral(pieces)) return fixedCode(emission, leaf);
  if (leaf.target.kind === "backend")
    return call(emission, "filled", [leafCode(emission, leaf, "").text, list(pieces)]);
  return changedCode(emission, leaf, call(emission, "locatedFilled", [list(pieces)]));
}

function fixedCode(emission: Emission, leaf: AliasLeaf): Code {
  const place = leafCode(emission, leaf, piecesOf(leaf.target).join(""));
  return call(emission, "fixed", [frozenCode(emission, place).text]);
}

/** Applies a leaf's own parameters, body fields, window and kinds of failure to the places that are found for it. */
function changedCode(emission: Emission, { params, annotations, fields }: AliasLeaf, make: Code): Code {
  const { max_context: tokens, on } = annotations;
  const set =
    Object.keys(params).length === 0 ? make : call(emission, "withParamsOf", [make.text, inlineLiteral(params)]);
  const own = fields === null ? set : call(emission, "withFieldsOf", [set.text, inlineLiteral(fields)]);
  const sized = tokens === undefined ? own : call(emission, "limitedOf", [own.text, String(tokens)]);
  return on === undefined ? sized : call(emission, "gatedOf", [sized.text, inlineLiteral(on)]);
}

function list(pieces: readonly TemplatePiece[]): string {
  return inlineLiteral(pieces.map((piece) => (typeof piece === "string" ? piece : piece.group)));
}
