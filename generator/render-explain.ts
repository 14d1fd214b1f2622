import { printQuery } from "../runtime/selector/print.ts";
import type { Explanation } from "./explain/explanation.ts";

/** An explanation for people, without a line break at its end. */
export function renderExplain({ model, steps, attempts, warnings, error }: Explanation): string {
  const lines = [model];
  for (const { rule, at, from, to } of steps) lines.push(`  ${from} → ${to}${note(rule, at)}`);
  for (const { message } of warnings) lines.push(`  warning: ${message}`);
  if (error !== undefined) lines.push(`  error ${error.status} ${error.code}: ${error.message}`);
  for (const [index, { target, params, origin, at }] of attempts.entries()) {
    lines.push(`  ${index + 1}. ${target}${printQuery(params)}${note(origin, at)}`);
  }
  return lines.join("\n");
}

function note(...parts: readonly (string | undefined)[]): string {
  const known = parts.filter((part) => part !== undefined);
  return known.length === 0 ? "" : `   (${known.join(", ")})`;
}
