import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { diagnostic } from "../../diagnostics/report.ts";
import type { Span } from "../../document.ts";
import type { AliasRule, Ir } from "../../ir.ts";
import type { Facts } from "../facts/facts.ts";
import type { Check } from "./check.ts";

/** What `force_model` or `static_route` leaves without use. If they come from the command line, that is intended. */
export const deadSettings: Check = (facts) => {
  const { forceModel, staticRoute, file } = facts.ir;
  if (forceModel !== null)
    return forceModel.origin.file === file ? besideForceModel(facts.ir, forceModel.origin.line) : [];
  if (staticRoute === null || staticRoute.origin.file !== file) return [];
  return besideStaticRoute(facts, staticRoute.origin.line);
};

function besideForceModel({ staticRoute, aliases, failoverRoutes }: Ir, line: number): Diagnostic[] {
  const about = "replaces the model of every request, so that nothing looks at what the client asked for.";
  const args = { other: "force_model", line: String(line), about };
  const [alias] = aliases;
  const [route] = failoverRoutes;
  return [
    ...(staticRoute === null
      ? []
      : [diagnostic("dead-setting", staticRoute.origin, { what: "`static_route`", ...args })]),
    ...(alias === undefined ? [] : [diagnostic("dead-setting", alias.origin, { what: "`model_aliases`", ...args })]),
    ...(route === undefined ? [] : [diagnostic("dead-setting", route.origin, { what: "`failover_routes`", ...args })]),
  ];
}

function besideStaticRoute({ ir, lookedUp }: Facts, line: number): Diagnostic[] {
  const about = "takes every request that names no backend.";
  const args = { other: "static_route", line: String(line), about };
  const dead = ir.aliases.filter((rule) => !canNameBackend(ir, rule));
  const live = ir.aliases.length > dead.length;
  const reached = new Set([
    ...(ir.staticRoute?.selector.branches ?? []).map(({ route }) => route),
    ...lookedUp.fixed.map(({ name }) => name),
  ]);
  const any = live && lookedUp.any;
  const routes = any ? [] : ir.failoverRoutes.filter(({ name }) => name !== "*" && !reached.has(name));
  return [
    ...named(dead, ir.aliases.length, "`model_aliases`", ({ pattern }) => `The alias \`${pattern}\``),
    ...named(routes, ir.failoverRoutes.length, "`failover_routes`", ({ name }) => `The failover route \`${name}\``),
  ].map(({ origin, what }) => diagnostic("dead-setting", origin, { what, ...args }));
}

/** Each by its name; but if all of several are dead, the whole list once. */
function named<T extends { readonly origin: Span }>(
  dead: readonly T[],
  of: number,
  all: string,
  name: (one: T) => string,
) {
  const [first] = dead;
  if (first === undefined) return [];
  if (dead.length === of && of > 1) return [{ origin: first.origin, what: all }];
  return dead.map((one) => ({ origin: one.origin, what: name(one) }));
}

/** Whether a pattern may match a name that starts with one of the backends, which `static_route` leaves alone. */
function canNameBackend({ backends }: Ir, { shape }: AliasRule): boolean {
  const start = shape.kind === "exact" ? shape.name : shape.prefix;
  return backends.some(({ backend: { name } }) =>
    [`${name}:`, `${name}.`].some(
      (prefix) => start.startsWith(prefix) || (shape.kind !== "exact" && prefix.startsWith(start)),
    ),
  );
}
