import { keySpanAt, nodeAt, type Path } from "../1-load/find.ts";
import { diagnostic } from "../diagnostics/report.ts";
import { type Chain, chainsOf } from "../interpret/chains.ts";
import type { Ir } from "../ir.ts";
import type { Context } from "./context.ts";
import { DEFAULTS } from "./timeouts.ts";

/** Who writes the default down has not chosen it. */
const DEFAULT = DEFAULTS.total;

/** Warns of a `timeout` that is written down and is longer than `total_timeout_budget`, if another target could follow. */
export function checkBudget(context: Context, ir: Ir): void {
  const { enabled, totalTimeoutBudget: budget } = ir.settings.failure;
  if (!enabled) return;
  const reported = new Set<string>();
  for (const chain of chainsOf(ir)) {
    for (const path of pathsOf(chain)) {
      const node = nodeAt(context.document.root, path);
      const seconds = node?.kind === "scalar" && typeof node.value === "number" ? node.value : null;
      const key = path.join(".");
      if (node === undefined || seconds === null || seconds <= budget || seconds === DEFAULT || reported.has(key)) continue;
      reported.add(key);
      const args = { key, seconds: String(seconds), budget: String(budget), needed: String(neededFor(seconds)) };
      const span = keySpanAt(context.document.root, path) ?? node.span;
      context.found.push(diagnostic("timeout-beyond-budget", span, args));
    }
  }
}

/** Where the timeouts of the targets stand that others follow. A route's own timeout replaces those of its backends. */
function pathsOf({ rules, route, links, policy }: Chain): readonly Path[] {
  const attempts = links.reduce((sum, link) => sum + link.attempts, 0);
  if (attempts < 2) return [];
  if (route !== null && rules?.timeouts?.total !== undefined) return [["failover_routes", route, "timeout"]];
  const followed = links.filter((link, at) => policy === "round-robin" || at < links.length - 1 || link.attempts > 1);
  return followed.flatMap(({ backends }) => backends.map((name): Path => ["backends", name, "timeout"]));
}

/** Room for the attempt that takes that long, which gets two thirds of the budget, and for one behind it. */
function neededFor(seconds: number): number {
  return Math.ceil(seconds * 1.5);
}
