import type { AliasRule } from "../ir.ts";
import { createMatcher } from "../regexp/matching.ts";
import { canBeNothing, resultCode } from "./alias-result.ts";
import { ruleCode, ruleTitle } from "./alias-rule.ts";
import { rulesThatWin } from "./alias-winners.ts";
import type { Emission } from "./emission.ts";
import type { SectionCode } from "./lookup-code.ts";
import { lookupCode } from "./lookup-code.ts";
import { ruleTable } from "./rule-table.ts";

/**
 * Up to this many rules are tried one by one; more go by their literal prefix. Sixteen `startsWith` take about 60 ns.
 */
const MANY_RULES = 16;

/**
 * The first rule wins: exact names that no earlier rule matches are one lookup; then the other rules follow in config
 * order.
 */
export function aliasesSection(emission: Emission): SectionCode {
  const { exact, patterns } = rulesThatWin(emission.ir.aliases);
  const places = exact.map(({ rule, name }) => ({
    name,
    title: ruleTitle(rule),
    code: resultCode(emission, rule, groupsOf(rule, name), true),
    canBeNothing: canBeNothing(rule),
  }));
  const sections = [lookupCode(emission, "alias", places), rulesSection(emission, patterns)];
  return { consts: sections.flatMap(({ consts }) => consts), body: sections.flatMap(({ body }) => body) };
}

function rulesSection(emission: Emission, rules: readonly AliasRule[]): SectionCode {
  if (rules.length > MANY_RULES) return ruleTable(emission, rules);
  const codes = rules.map((rule) => ruleCode(emission, rule));
  return { consts: codes.flatMap(({ consts }) => consts), body: codes.flatMap(({ test }) => test) };
}

/** The groups of the one name that a rule matches. */
function groupsOf(rule: AliasRule, name: string): (group: number) => string {
  const match = createMatcher(rule.matching)(name);
  return (group) => match?.[group] ?? "";
}

/** Whether the last statement always returns, because its rule matches every name. */
export function endsAlways(body: readonly string[]): boolean {
  return body.at(-1)?.startsWith("return ") ?? false;
}
