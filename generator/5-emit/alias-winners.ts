import type { AliasRule } from "../ir.ts";
import { createMatcher } from "../regexp/matching.ts";

export interface Winners {
  /** Exact names for which their own rule is the first that matches. */
  readonly exact: readonly { readonly rule: AliasRule; readonly name: string }[];
  /** All other rules that can win at all, in config order. */
  readonly patterns: readonly AliasRule[];
}

/** Drops rules that an earlier rule hides, so that exact names can be looked up before the other rules are tried. */
export function rulesThatWin(rules: readonly AliasRule[]): Winners {
  const exact = new Map<string, AliasRule>();
  const patterns: { readonly rule: AliasRule; readonly matches: (name: string) => boolean }[] = [];
  const prefixes = new Set<string>();
  for (const rule of rules) {
    const { shape } = rule;
    switch (shape.kind) {
      case "exact":
        if (!exact.has(shape.name) && !patterns.some(({ matches }) => matches(shape.name))) exact.set(shape.name, rule);
        break;
      case "prefix":
        if (covered(prefixes, shape.prefix)) break;
        prefixes.add(shape.prefix);
        patterns.push({ rule, matches: (name) => name.startsWith(shape.prefix) });
        break;
      case "regexp": {
        if (covered(prefixes, shape.prefix)) break;
        const match = createMatcher(rule.matching);
        patterns.push({ rule, matches: (name) => name.startsWith(shape.prefix) && match(name) !== null });
        break;
      }
    }
  }
  return {
    exact: [...exact].map(([name, rule]) => ({ name, rule })),
    patterns: patterns.map(({ rule }) => rule),
  };
}

/** Whether an earlier prefix rule takes every name that starts with `prefix`. */
function covered(prefixes: ReadonlySet<string>, prefix: string): boolean {
  if (prefixes.size === 0) return false;
  for (let length = 0; length <= prefix.length; length++) if (prefixes.has(prefix.slice(0, length))) return true;
  return false;
}
