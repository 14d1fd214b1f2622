import { diagnostic } from "../diagnostics/report.ts";
import type { Check } from "./analyze.ts";

/** Failover routes whose name an alias takes first, unless an alias leads back to them. */
export const shadowedRoutes: Check = (ir) => {
  const reached = new Set(ir.aliases.flatMap(({ leaves }) => leaves.flatMap(({ target }) => openName(target))));
  const anywhere = ir.aliases.some(({ leaves }) => leaves.some(({ target }) => isVariable(target)));
  if (anywhere) return [];
  const exact = new Map<string, (typeof ir.aliases)[number]>();
  for (const rule of ir.aliases) {
    if (rule.shape.kind === "exact" && !exact.has(rule.shape.name)) exact.set(rule.shape.name, rule);
  }
  return ir.failoverRoutes.flatMap(({ name, origin }) => {
    const rule = exact.get(name);
    if (rule === undefined || reached.has(name)) return [];
    const args = { name, pattern: rule.pattern, line: String(rule.origin.line) };
    return [diagnostic("shadowed-route", origin, args)];
  });
};

type Target = Parameters<Check>[0]["aliases"][number]["leaves"][number]["target"];

function openName(target: Target): readonly string[] {
  return target.kind === "open" && !isVariable(target) ? [target.route.join("")] : [];
}

function isVariable(target: Target): boolean {
  return target.kind === "open" && target.route.some((piece) => typeof piece !== "string");
}
