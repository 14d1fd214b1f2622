import type { AliasRule } from "../ir.ts";
import { createMatch } from "./match-rule.ts";

/** Rules in config order, for questions about names: a name meets only those rules that start as it does. */
export interface RuleIndex {
  readonly add: (rule: AliasRule) => void;
  /** The first rule that matches a name. */
  readonly first: (name: string) => AliasRule | undefined;
}

export function createRuleIndex(matches = createMatch()): RuleIndex {
  const starts = new Map<string, { readonly rule: AliasRule; readonly at: number }[]>();
  let count = 0;
  return {
    add(rule) {
      const { shape } = rule;
      const start = shape.kind === "exact" ? shape.name : shape.prefix;
      const entry = { rule, at: count++ };
      const known = starts.get(start);
      if (known === undefined) starts.set(start, [entry]);
      else known.push(entry);
    },
    first(name) {
      let best: AliasRule | undefined;
      let bestAt = count;
      for (let length = 0; length <= name.length; length++) {
        for (const { rule, at } of starts.get(name.slice(0, length)) ?? []) {
          if (at >= bestAt) break;
          if (!matches(rule, name)) continue;
          best = rule;
          bestAt = at;
        }
      }
      return best;
    },
  };
}
