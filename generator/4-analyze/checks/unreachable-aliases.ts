import { diagnostic } from "../../diagnostics/report.ts";
import type { AliasRule } from "../../ir.ts";
import type { Check } from "./check.ts";

/** Rules of which an earlier rule takes every name. An earlier pattern counts only if it is a plain name or prefix. */
export const unreachableAliases: Check = ({ ir }) => {
  const exact = new Map<string, AliasRule>();
  const prefixes = new Map<string, AliasRule>();
  return ir.aliases.flatMap((rule) => {
    const { shape } = rule;
    const earlier = winnerOver(rule, exact, prefixes);
    if (shape.kind === "exact" && !exact.has(shape.name)) exact.set(shape.name, rule);
    if (shape.kind === "prefix" && !prefixes.has(shape.prefix)) prefixes.set(shape.prefix, rule);
    if (earlier === undefined) return [];
    const args = { pattern: rule.pattern, by: earlier.pattern, line: String(earlier.origin.line) };
    return [diagnostic("unreachable-alias", rule.origin, args)];
  });
};

function winnerOver(
  { shape }: AliasRule,
  exact: ReadonlyMap<string, AliasRule>,
  prefixes: ReadonlyMap<string, AliasRule>,
): AliasRule | undefined {
  if (shape.kind === "exact" && exact.has(shape.name)) return exact.get(shape.name);
  const start = shape.kind === "exact" ? shape.name : shape.prefix;
  for (let length = 0; length <= start.length; length++) {
    const earlier = prefixes.get(start.slice(0, length));
    if (earlier !== undefined) return earlier;
  }
  return undefined;
}
