import { diagnostic } from "../../diagnostics/report.ts";
import type { AliasRule } from "../../ir.ts";
import { matchingTime } from "../../regexp/matching-time.ts";
import type { Check } from "./check.ts";

/** Seconds for which one name may block the server. Sixty patterns of the costliest kind reach it. */
const MOST = 0.25;

/**
 * Patterns that one name can meet one after another and that take too long together, although none does alone. Of each
 * rule the text that it starts with is compared first, so that only rules whose texts start each other add up.
 */
export const slowPatterns: Check = ({ ir }) => {
  const times = new Map<string, number>();
  const counts = new Map<string, number>();
  for (const { shape, tree, matching } of ir.aliases) {
    if (shape.kind !== "regexp") continue;
    times.set(shape.prefix, (times.get(shape.prefix) ?? 0) + matchingTime(tree, matching));
    counts.set(shape.prefix, (counts.get(shape.prefix) ?? 0) + 1);
  }
  let worst = "";
  for (const prefix of times.keys()) if (total(times, prefix) > total(times, worst)) worst = prefix;
  const seconds = total(times, worst);
  if (seconds <= MOST) return [];
  const last = ir.aliases.filter((rule) => meets(rule, worst)).at(-1);
  if (last === undefined) return [];
  const args = { count: String(total(counts, worst)), seconds: seconds.toFixed(1), most: String(MOST) };
  return [diagnostic("slow-patterns", last.origin, args)];
};

function meets({ shape }: AliasRule, prefix: string): boolean {
  return shape.kind === "regexp" && prefix.startsWith(shape.prefix);
}

/** Of a prefix and of all that it starts with. */
function total(of: ReadonlyMap<string, number>, prefix: string): number {
  let sum = 0;
  for (let length = 0; length <= prefix.length; length++) sum += of.get(prefix.slice(0, length)) ?? 0;
  return sum;
}
