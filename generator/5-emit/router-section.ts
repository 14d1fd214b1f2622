import type { ListedModel } from "../../runtime/contract/router.ts";
import type { Emission } from "./emission.ts";
import { countersOf } from "./listed-models.ts";
import { Code, literal } from "./literal.ts";

/** The object that the runtime uses. */
export function routerSection(emission: Emission): string {
  emission.types.add("CompiledRouter");
  const { ir } = emission;
  const router = {
    backends: [...emission.backends.values()],
    models: listedModels(emission),
    rotations: countersOf(ir),
    settings: ir.settings,
    route: new Code("route"),
    locate: new Code("locate"),
  };
  const members = Object.entries(router).map(([name, value]) =>
    value instanceof Code && value.text === name ? `  ${name},\n` : `  ${name}: ${literal(value, 1)},\n`,
  );
  return `export const router = {\n${members.join("")}} as const satisfies CompiledRouter;`;
}

/** Aliases by their exact names, failover routes, listed models, and each listed model with its backend. */
function listedModels({ ir }: Emission): readonly ListedModel[] {
  const rows = new Map<string, ListedModel>();
  const add = (id: string, owned_by: string) => {
    if (!rows.has(id)) rows.set(id, { id, owned_by });
  };
  for (const { shape } of ir.aliases) if (shape.kind === "exact") add(shape.name, "turnout");
  for (const { name } of ir.failoverRoutes) if (name !== "*") add(name, "turnout");
  for (const { backend, models } of ir.backends) for (const { name } of models) add(name, backend.name);
  for (const { backend, models } of ir.backends) {
    for (const { name } of models) add(`${backend.name}:${name}`, backend.name);
  }
  return [...rows.values()];
}
