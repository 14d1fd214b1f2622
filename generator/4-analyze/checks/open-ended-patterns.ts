import { diagnostic } from "../../diagnostics/report.ts";
import type { AliasRule } from "../../ir.ts";
import { escapePattern } from "../../regexp/escape-pattern.ts";
import { asGlob } from "../../regexp/glob.ts";
import type { Check } from "./check.ts";

/**
 * Plain names without a `$` that take longer names too. Only where one name seems to be meant: there is no `^` either,
 * the replacement is the same name elsewhere, or the config knows both the name and a longer one. What ends in `-` or
 * in `.*` says that more may follow.
 */
export const openEndedPatterns: Check = ({ ir, knownNames, firstAlias, writtenTargets }) => {
  const targets = new Map(
    writtenTargets.filter(({ place }) => place === "model_aliases").map(({ owner, model }) => [owner, model]),
  );
  const named = ir.aliases.flatMap((rule) => {
    const name = nameOf(rule);
    return name === null ? [] : [{ rule, name }];
  });
  const longer = longerNames(new Map(named.map(({ rule, name }) => [rule, name])));
  return named.flatMap(({ rule, name }) => {
    const taken = longer.get(rule);
    const target = rule.leaves.length === 1 ? (targets.get(rule.pattern) ?? null) : null;
    const same = target === name || target?.endsWith(`/${name}`) === true;
    const bare = !rule.pattern.startsWith("^");
    if (!same && !bare && (taken === undefined || !looksWhole(name, knownNames))) return [];
    const escaped = `^${escapePattern(name)}`;
    const args = { pattern: rule.pattern, longer: taken ?? `${name}-mini`, exact: `${escaped}$`, any: `${escaped}.*` };
    return [diagnostic("open-ended-pattern", rule.origin, args)];
  });

  /** The first known name, longer than its own, that a rule takes. */
  function longerNames(names: ReadonlyMap<AliasRule, string>): ReadonlyMap<AliasRule, string> {
    const found = new Map<AliasRule, string>();
    if (names.size === 0) return found;
    for (const known of knownNames) {
      const rule = firstAlias(known);
      if (rule === undefined || found.has(rule)) continue;
      if (known.length > (names.get(rule)?.length ?? known.length)) found.set(rule, known);
    }
    return found;
  }
};

/** The name that a pattern without an end consists of. */
function nameOf({ pattern, shape }: AliasRule): string | null {
  if (shape.kind !== "prefix" || shape.rest !== null || asGlob(pattern) !== null) return null;
  if (/\*\)?\$?$/.test(pattern)) return null;
  return /[A-Za-z0-9]$/.test(shape.prefix) ? shape.prefix : null;
}

/** `gpt-4o` and `fast`, if it is known; but `gpt` and `claude` are families. */
function looksWhole(name: string, known: ReadonlySet<string>): boolean {
  return known.has(name) || /\d/.test(name);
}
