import { createRuleIndex } from "../interpret/rule-index.ts";
import type { AliasRule } from "../ir.ts";

export interface Winners {
  /** Exact names for which their own rule is the first that matches. */
  readonly exact: readonly { readonly rule: AliasRule; readonly name: string }[];
  /** All other rules that can win at all, in config order. */
  readonly patterns: readonly AliasRule[];
}

/** Drops rules that an earlier rule hides, so that exact names can be looked up before the other rules are tried. */
export function rulesThatWin(rules: readonly AliasRule[]): Winners {
  const exact = new Map<string, AliasRule>();
  const patterns: AliasRule[] = [];
  const earlier = createRuleIndex();
  const prefixes = new Set<string>();
  for (const rule of rules) {
    const { shape } = rule;
    if (shape.kind === "exact") {
      if (!exact.has(shape.name) && earlier.first(shape.name) === undefined) exact.set(shape.name, rule);
      continue;
    }
    if (covered(prefixes, shape.prefix)) continue;
    if (shape.kind === "prefix") prefixes.add(shape.prefix);
    patterns.push(rule);
    earlier.add(rule);
  }
  return { exact: [...exact].map(([name, rule]) => ({ name, rule })), patterns };
}

/** Whether an earlier prefix rule takes every name that starts with `prefix`. */
function covered(prefixes: ReadonlySet<string>, prefix: string): boolean {
  if (prefixes.size === 0) return false;
  for (let length = 0; length <= prefix.length; length++) if (prefixes.has(prefix.slice(0, length))) return true;
  return false;
}
