import type { AliasRule } from "../ir.ts";
import { ruleCode } from "./alias-rule.ts";
import type { Emission } from "./emission.ts";
import { inlineLiteral } from "./literal.ts";
import type { SectionCode } from "./lookup-code.ts";

/**
 * Many rules as a table by literal prefix. The prefixes of one name form a chain, so the longest one that the table has
 * is the only row to look at: it lists, in config order, every rule that could match, up to the first that must.
 */
export function ruleTable(emission: Emission, rules: readonly AliasRule[]): SectionCode {
  emission.types.add("Route");
  const consts: string[] = [];
  const functions = rules.map((rule) => {
    const code = ruleCode(emission, rule);
    const name = emission.names.take("rule", rule.pattern.replace(/\(.*$/, ""));
    const body = code.test.map((text) => `${text.replace(/^/gm, "  ")}\n`).join("");
    const last = code.test.at(-1)?.startsWith("return ") ? "" : "  return undefined;\n";
    consts.push(...code.consts, `function ${name}(name: string): Route | null | undefined {\n${body}${last}}`);
    return name;
  });
  const rows = rowsByPrefix(rules).map(([prefix, row]) => {
    const names = row.map((index) => functions[index] ?? "");
    return `  [${inlineLiteral(prefix)}, [${names.join(", ")}]],\n`;
  });
  const lengths = [...new Set(rules.map(literalPrefix).map((prefix) => prefix.length))].sort((a, b) => b - a);
  consts.push(
    `/** The rules that may take a name, by the literal text it starts with. */
const rules = new Map<string, readonly ((name: string) => Route | null | undefined)[]>([
${rows.join("")}]);`,
    `/** Of those texts, the longest first. */\nconst lengths = ${inlineLiteral(lengths)};`,
  );
  const body = [
    "for (const length of lengths) {",
    "  const candidates = length > name.length ? undefined : rules.get(name.slice(0, length));",
    "  if (candidates === undefined) continue;",
    "  for (const rule of candidates) {",
    "    const found = rule(name);",
    "    if (found !== undefined) return found;",
    "  }",
    "  break;",
    "}",
  ];
  return { consts, body };
}

/** Each distinct prefix with the indices of the rules that a name starting with it may meet. */
function rowsByPrefix(rules: readonly AliasRule[]): readonly (readonly [string, readonly number[]])[] {
  const own = new Map<string, number[]>();
  rules.forEach((rule, index) => {
    const prefix = literalPrefix(rule);
    const row = own.get(prefix);
    if (row === undefined) own.set(prefix, [index]);
    else row.push(index);
  });
  return [...own.keys()].map((prefix) => {
    const candidates: number[] = [];
    for (let length = 0; length <= prefix.length; length++)
      candidates.push(...(own.get(prefix.slice(0, length)) ?? []));
    candidates.sort((a, b) => a - b);
    const certain = candidates.findIndex((index) => rules[index]?.shape.kind === "prefix");
    return [prefix, certain === -1 ? candidates : candidates.slice(0, certain + 1)];
  });
}

function literalPrefix({ shape }: AliasRule): string {
  return shape.kind === "exact" ? shape.name : shape.prefix;
}
