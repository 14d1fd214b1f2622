import type { Route } from "../../runtime/contract.ts";
import type { AliasRule } from "../ir.ts";
import { staticResult } from "./alias-result.ts";
import { ruleCode, ruleTitle } from "./alias-rule.ts";
import { rulesThatWin } from "./alias-winners.ts";
import type { Emission } from "./emission.ts";
import type { Code } from "./literal.ts";
import type { Locations } from "./locations.ts";
import type { NamedRoute } from "./lookup-code.ts";
import { lookupCode } from "./lookup-code.ts";
import { routeCode } from "./route-code.ts";
import { ruleTable } from "./rule-table.ts";

/** Consts for the top of the module, and statements for the body of a function of `name`. */
export interface SectionCode {
  readonly consts: readonly string[];
  readonly body: readonly string[];
}

/** Up to this many rules are tried one by one; more go by their literal prefix. Sixteen `startsWith` take about 60 ns. */
const MANY_RULES = 16;

/** First rule wins: exact names that no earlier rule takes by one look-up, then the other rules in config order. */
export function aliasesSection(emission: Emission, locations: Locations, named: ReadonlyMap<Route, Code>): SectionCode {
  const { exact, patterns } = rulesThatWin(emission.ir.aliases);
  const names = exact.map(({ rule, name }): NamedRoute => {
    const match = new RegExp(`^(?:${rule.regexp})`).exec(name);
    const group = (key: number | string) => (typeof key === "number" ? match?.[key] : match?.groups?.[key]) ?? "";
    const route = staticResult(emission, locations, rule, group);
    const known = route === null ? null : (named.get(route) ?? routeCode(emission, route, named));
    return { name, title: ruleTitle(rule), code: known };
  });
  const lookup = lookupCode(emission, "alias", names);
  if (patterns.length > MANY_RULES) {
    const table = ruleTable(emission, locations, patterns, named);
    return { consts: [...lookup.consts, ...table.consts], body: [...lookup.body, ...table.body] };
  }
  const rules = patterns.map((rule: AliasRule) => ruleCode(emission, locations, rule, named));
  return {
    consts: [...lookup.consts, ...rules.flatMap(({ consts }) => consts)],
    body: [...lookup.body, ...rules.flatMap(({ test }) => test)],
  };
}

/** For a body that may have ended in a rule that takes every name. */
export function endsAlways(body: readonly string[]): boolean {
  return body.at(-1)?.startsWith("return ") ?? false;
}
