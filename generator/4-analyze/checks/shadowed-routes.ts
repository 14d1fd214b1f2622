import { diagnostic } from "../../diagnostics/report.ts";
import type { AliasRule } from "../../ir.ts";
import type { Check } from "../analyze.ts";

/** Failover routes whose name an alias takes first, unless an alias leads back to them. */
export const shadowedRoutes: Check = (ir) => {
  const reached = new Set(ir.aliases.flatMap(({ leaves }) => leaves.flatMap(({ target }) => openName(target))));
  const anywhere = ir.aliases.some(({ leaves }) => leaves.some(({ target }) => isVariable(target)));
  if (anywhere) return [];
  return ir.failoverRoutes.flatMap(({ name, origin }) => {
    if (name === "*" || reached.has(name)) return [];
    const rule = ir.aliases.find((each) => takes(each, name));
    if (rule === undefined) return [];
    return [diagnostic("shadowed-route", origin, { name, pattern: rule.pattern, line: String(rule.origin.line) })];
  });
};

function takes({ shape, regexp }: AliasRule, name: string): boolean {
  if (shape.kind === "exact") return shape.name === name;
  return name.startsWith(shape.prefix) && (shape.kind === "prefix" || new RegExp(regexp).test(name));
}

type Target = AliasRule["leaves"][number]["target"];

function openName(target: Target): readonly string[] {
  return target.kind === "open" && !isVariable(target) ? [target.route.join("")] : [];
}

function isVariable(target: Target): boolean {
  return target.kind === "open" && target.route.some((piece) => typeof piece !== "string");
}
