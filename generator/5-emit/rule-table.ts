import type { AliasRule } from "../ir.ts";
import { ruleCode } from "./alias-rule.ts";
import type { Emission } from "./emission.ts";
import { call } from "./emission.ts";
import { Code, inlineLiteral, regexpLiteral } from "./literal.ts";
import type { SectionCode } from "./lookup-code.ts";
import { parameterName } from "./parameter.ts";
import { prefixRows } from "./prefix-rows.ts";
import { lineOf, rulesCode, targetCode } from "./target-code.ts";

/**
 * Many rules as a table, sorted by the literal text that each starts with. The row to look at is the last one that is
 * not above the name, or one of the shorter texts that this one starts with: about 14 comparisons for 10,000 rules,
 * whatever their lengths. (A Map for every length took 2 µs where there were forty lengths.)
 */
export function ruleTable(emission: Emission, rules: readonly AliasRule[]): SectionCode {
  emission.types.add("Route");
  const consts: string[] = [];
  const tests = rules.map((rule) => makerCode(emission, rule) ?? functionCode(emission, rule, consts));
  const rows = prefixRows(rules).map(({ prefix, parent, candidates }) => {
    const listed = candidates.map((index) => tests[index]?.text ?? "");
    return `  row(${inlineLiteral(prefix)}, ${parent}, [${listed.join(", ")}]),\n`;
  });
  consts.push(`${TITLE}\nconst rows = [\n${rows.join("")}];`, TYPES, ROW, ROW_OF);
  return { consts, body: BODY };
}

/**
 * `rest(…)` or `matched(…)` for the most common sort of rule, that of one target with a backend. What they return shares
 * its code: with a function for each of thousands of rules, none is called often enough to be compiled well. That took
 * 200 ns longer a look-up, and five times as long to type-check (Node 20, x64).
 */
function makerCode(emission: Emission, rule: AliasRule): Code | null {
  const [leaf] = rule.leaves;
  if (leaf === undefined || rule.leaves.length > 1 || leaf.target.kind === "open") return null;
  const { backend, instance, model: pieces } = leaf.target;
  const numbers = pieces.filter((piece) => typeof piece !== "string").map(({ group }) => group);
  if (numbers.length === 0 || !numbers.every((group) => typeof group === "number")) return null;
  const { params, annotations, origin } = leaf;
  const parts = { backend, instance, params, rules: rulesCode(annotations), at: lineOf(origin) };
  const place = (model: string) => targetCode(emission, { ...parts, model }).text;
  const [head, rest] = pieces.length === 1 ? ["", ...pieces] : pieces;
  const { shape } = rule;
  if (shape.kind === "prefix" && pieces.length < 3 && typeof head === "string" && numbers[0] === shape.rest && rest) {
    return call(emission, "rest", [String(shape.prefix.length), place(head)]);
  }
  const filled = pieces.map((piece) => (typeof piece === "string" ? piece : piece.group));
  return call(emission, "matched", [regexpLiteral(rule.regexp).text, place(""), inlineLiteral(filled)]);
}

function functionCode(emission: Emission, rule: AliasRule, consts: string[]): Code {
  const { consts: needed, test } = ruleCode(emission, rule);
  const name = emission.names.take("rule", rule.pattern.replace(/\(.*$/s, ""));
  const body = test.map((text) => `${text.replace(/^/gm, "  ")}\n`).join("");
  const last = test.at(-1)?.startsWith("return ") ? "" : "  return undefined;\n";
  consts.push(
    ...needed,
    `function ${name}(${parameterName(test.join("\n"))}: string): Route | null | undefined {\n${body}${last}}`,
  );
  return new Code(name);
}

const TITLE =
  "/** Sorted by prefix. Each row lists its rules in config order, up to the first that matches whatever follows. */";

const TYPES = `/** Where a rule leads, undefined if it does not match. */
type Rule = (name: string) => Route | null | undefined;

interface Row {
  readonly prefix: string;
  /** The row of the longest shorter prefix that this one starts with, or -1. */
  readonly shorter: number;
  readonly rules: readonly Rule[];
}`;

const ROW = `function row(prefix: string, shorter: number, rules: readonly Rule[]): Row {
  return { prefix, shorter, rules };
}`;

const ROW_OF = `/** The row with the longest prefix that \`name\` starts with. */
function rowOf(name: string): Row | undefined {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const row = rows[middle];
    if (row !== undefined && row.prefix <= name) low = middle + 1;
    else high = middle;
  }
  let found = rows[low - 1];
  while (found !== undefined && !name.startsWith(found.prefix)) found = rows[found.shorter];
  return found;
}`;

const BODY = [
  "const row = rowOf(name);",
  "if (row !== undefined) {",
  "  for (const rule of row.rules) {",
  "    const found = rule(name);",
  "    if (found !== undefined) return found;",
  "  }",
  "}",
];
