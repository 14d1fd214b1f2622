import type { AliasRule } from "../ir.ts";
import type { Emission } from "./emission.ts";
import { inlineLiteral } from "./literal.ts";
import type { SectionCode } from "./lookup-code.ts";
import { makerCode } from "./maker-code.ts";
import { prefixRows } from "./prefix-rows.ts";

/**
 * Many rules as a table, sorted by the literal text that each starts with. The row to look at is the last one that is
 * not above the name, or one of the shorter texts that this one starts with: about 14 comparisons for 10,000 rules,
 * whatever their lengths. (A Map for every length took 2 µs where there were forty lengths.)
 */
export function ruleTable(emission: Emission, rules: readonly AliasRule[]): SectionCode {
  emission.types.add("Route");
  const makers = rules.map((rule) => makerCode(emission, rule));
  const rows = prefixRows(rules).map(({ prefix, parent, candidates }) => {
    const listed = candidates.map((index) => (makers[index]?.text ?? "").replaceAll("\n", "\n  "));
    return `  row(${inlineLiteral(prefix)}, ${parent}, [${listed.join(", ")}]),\n`;
  });
  const consts = [`${TITLE}\nconst rows = [\n${rows.join("")}];`, TYPES, ROW, ROW_OF];
  return { consts, body: BODY };
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
