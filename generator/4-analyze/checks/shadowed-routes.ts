import { diagnostic } from "../../diagnostics/report.ts";
import type { Check } from "./check.ts";

/** Failover routes whose name an alias takes first, unless an alias leads back to them. */
export const shadowedRoutes: Check = ({ ir, lookedUp, firstAlias }) => {
  if (lookedUp.any) return [];
  const reached = new Set(lookedUp.fixed.map(({ name }) => name));
  return ir.failoverRoutes.flatMap(({ name, origin }) => {
    if (name === "*" || reached.has(name)) return [];
    const rule = firstAlias(name);
    if (rule === undefined) return [];
    return [diagnostic("shadowed-route", origin, { name, pattern: rule.pattern, line: String(rule.origin.line) })];
  });
};
