import type { Ir } from "../../ir.ts";

/** Names that the config itself uses for models: listed ones, failover routes, aliases of one name, and its tests. */
export function knownNames(ir: Ir): ReadonlySet<string> {
  return new Set([
    ...ir.backends.flatMap(({ models }) => models.map(({ name }) => name)),
    ...ir.failoverRoutes.map(({ name }) => name).filter((name) => name !== "*"),
    ...ir.aliases.flatMap(({ shape }) => (shape.kind === "exact" ? [shape.name] : [])),
  ]);
}
