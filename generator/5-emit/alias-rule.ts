import type { AliasRule } from "../ir.ts";
import type { GroupOf } from "./alias-result.ts";
import { resultCode, usedGroups } from "./alias-result.ts";
import type { Emission } from "./emission.ts";
import { Code, comment, inlineLiteral, LINE_WIDTH } from "./literal.ts";
import { patternCode } from "./pattern-code.ts";
import { lineOf } from "./target-code.ts";

/** A rule whose pattern takes more than one name, as source text. */
export interface RuleCode {
  /** Consts that it needs at the top of the module. */
  readonly consts: readonly string[];
  /** `if (…) return …;` with its comment, for the body of a function of `name`. */
  readonly test: readonly string[];
}

export function ruleCode(emission: Emission, rule: AliasRule): RuleCode {
  const consts: string[] = [];
  const constant = (prefix: string, { text }: Code): Code => {
    const name = emission.names.take(prefix, rule.pattern.replace(/\(.*$/s, ""));
    consts.push(`${comment(ruleTitle(rule))}\nconst ${name} = ${text};`);
    return new Code(name);
  };
  const { condition, group } = matcher(emission, rule, constant);
  // A place that does not depend on a group is made once, not for each request.
  const always = usedGroups(rule).length === 0;
  const code = resultCode(emission, rule, group, always);
  const result = always ? constant("alias", code) : code;
  return { consts, test: [comment(ruleTitle(rule)), ...condition(result)] };
}

export function ruleTitle(rule: AliasRule): string {
  return `${lineOf(rule.origin)} ${rule.pattern}`;
}

interface Matcher {
  readonly condition: (result: Code) => readonly string[];
  readonly group: GroupOf;
}

/** The cheapest test that tells whether the pattern matches, and what its groups then are. */
function matcher(emission: Emission, rule: AliasRule, constant: (prefix: string, code: Code) => Code): Matcher {
  const { shape } = rule;
  const groups = usedGroups(rule);
  const prefix = shape.kind === "exact" ? "" : shape.prefix;
  const starts = prefix === "" ? null : `name.startsWith(${inlineLiteral(prefix)})`;
  if (shape.kind === "prefix" && groups.every((group) => group === shape.rest)) {
    const rest = new Code(prefix === "" ? "name" : `name.slice(${prefix.length})`);
    return { condition: (result) => returnIf(starts, result), group: () => rest };
  }
  const pattern = constant("pattern", patternCode(emission, rule.matching)).text;
  if (groups.length === 0) {
    const test = `${pattern}.test(name)`;
    const condition = (result: Code) => returnIf(starts === null ? test : `${starts} && ${test}`, result);
    return { condition, group: () => "" };
  }
  const match = emission.names.take("match", pattern);
  const exec = `${pattern}.exec(name)`;
  return {
    condition: (result) => [
      `const ${match} = ${starts === null ? exec : `${starts} ? ${exec} : null`};`,
      ...returnIf(`${match} !== null`, result),
    ],
    group: (group) => new Code(groupText(match, group)),
  };
}

/** On one line where it fits. */
function returnIf(condition: string | null, { text }: Code): readonly string[] {
  if (condition === null) return [`return ${text};`];
  const line = `if (${condition}) return ${text};`;
  if (!text.includes("\n") && line.length <= LINE_WIDTH) return [line];
  return [`if (${condition}) {`, `  return ${text.replaceAll("\n", "\n  ")};`, "}"];
}

/** A group that took no part in the match is empty, as in Python. */
function groupText(match: string, group: number): string {
  return group === 0 ? `${match}[0]` : `${match}[${group}] ?? ""`;
}
