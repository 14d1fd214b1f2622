import type { AliasRule } from "../ir.ts";
import { createMatcher } from "../regexp/matching.ts";

/** Tells whether a rule's pattern matches a name, and compiles a pattern only where its shape does not say so. */
export function createMatch(): (rule: AliasRule, name: string) => boolean {
  const compiled = new Map<AliasRule, (name: string) => unknown>();
  return (rule, name) => {
    const { shape } = rule;
    if (shape.kind === "exact") return shape.name === name;
    if (!name.startsWith(shape.prefix)) return false;
    if (shape.kind === "prefix") return true;
    const match = compiled.get(rule) ?? createMatcher(rule.matching);
    compiled.set(rule, match);
    return match(name) !== null;
  };
}
