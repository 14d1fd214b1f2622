import type { AliasRule } from "../ir.ts";
import { isStatic, resultCode, staticResult, usedGroups } from "./alias-result.ts";
import type { Emission } from "./emission.ts";
import { Code, comment, inlineLiteral, regexpLiteral } from "./literal.ts";
import type { Locations } from "./locations.ts";
import { lineOf } from "./locations.ts";
import { routeCode } from "./route-code.ts";

/** A rule whose pattern takes more than one name, as source text. */
export interface RuleCode {
  /** Consts that it needs at the top of the module. */
  readonly consts: readonly string[];
  /** `if (…) return …;` with its comment, for the body of a function of `name`. */
  readonly test: readonly string[];
}

export function ruleCode(
  emission: Emission,
  locations: Locations,
  rule: AliasRule,
  named: ReadonlyMap<object, Code>,
): RuleCode {
  const consts: string[] = [];
  const constant = (prefix: string, text: string): Code => {
    const name = emission.names.take(prefix, rule.pattern.replace(/\(.*$/, ""));
    consts.push(`${comment(ruleTitle(rule))}\nconst ${name} = ${text};`);
    return new Code(name);
  };
  const { condition, group } = matcher(emission, rule, constant);
  let result: Code;
  if (isStatic(rule)) {
    const route = staticResult(emission, locations, rule, () => "");
    const known = route === null ? new Code("null") : named.get(route);
    result = known ?? constant("alias", route === null ? "null" : routeCode(emission, route, new Map()).text);
  } else {
    result = resultCode(emission, rule, group);
  }
  return { consts, test: [comment(ruleTitle(rule)), ...condition(result)] };
}

export function ruleTitle(rule: AliasRule): string {
  return `${lineOf(rule.origin)} ${rule.pattern}`;
}

interface Matcher {
  readonly condition: (result: Code) => readonly string[];
  readonly group: (group: number | string) => Code;
}

/** The cheapest test that tells whether the pattern matches, and what its groups then are. */
function matcher(emission: Emission, rule: AliasRule, constant: (prefix: string, text: string) => Code): Matcher {
  const { shape } = rule;
  const groups = usedGroups(rule);
  const starts =
    shape.kind !== "exact" && shape.prefix !== "" ? `name.startsWith(${inlineLiteral(shape.prefix)})` : null;
  if (shape.kind === "prefix" && groups.every((group) => group === shape.rest)) {
    return {
      condition: (result) => [starts === null ? `return ${result.text};` : `if (${starts}) return ${result.text};`],
      group: () => new Code(shape.prefix === "" ? "name" : `name.slice(${shape.prefix.length})`),
    };
  }
  const pattern = constant("pattern", regexpLiteral(rule.regexp));
  const guard = starts === null ? "" : `${starts} && `;
  if (groups.length === 0) {
    return {
      condition: (result) => [`if (${guard}${pattern.text}.test(name)) return ${result.text};`],
      group: neverUsed,
    };
  }
  const match = emission.names.take("match", pattern.text);
  const exec = `${pattern.text}.exec(name)`;
  return {
    condition: (result) => [
      `const ${match} = ${starts === null ? exec : `${starts} ? ${exec} : null`};`,
      `if (${match} !== null) return ${result.text};`,
    ],
    group: (group) => new Code(groupText(match, group)),
  };
}

/** A group that took no part in the match is empty, as in Python. */
function groupText(match: string, group: number | string): string {
  if (group === 0) return `${match}[0]`;
  if (typeof group === "number") return `(${match}[${group}] ?? "")`;
  return `(${match}.groups?.[${inlineLiteral(group)}] ?? "")`;
}

function neverUsed(): Code {
  throw new Error("a replacement without groups asked for one");
}
