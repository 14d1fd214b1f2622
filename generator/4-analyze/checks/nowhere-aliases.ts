import { splitRoute } from "../../../runtime/selector/route.ts";
import { diagnostic } from "../../diagnostics/report.ts";
import { didYouMean } from "../../diagnostics/suggest.ts";
import type { AliasLeaf } from "../../ir.ts";
import type { Check } from "../analyze.ts";

/** Replacements that are bare names which nothing takes. With a default backend or a route `*` there are none. */
export const nowhereAliases: Check = (ir) => {
  const routes = ir.failoverRoutes.map(({ name }) => name);
  if (ir.defaultBackend !== null || routes.includes("*")) return [];
  const names = new Set([...routes, ...ir.backends.flatMap(({ models }) => models.map(({ name }) => name))]);
  return ir.aliases.flatMap(({ leaves }) =>
    leaves.flatMap((leaf) => {
      const model = bareName(leaf);
      if (model === null || names.has(model)) return [];
      const [backend] = ir.backends.map((entry) => entry.backend.name);
      const hint = didYouMean(model, [...names], `Name a backend, as in \`${backend}:${model}\`.`);
      return [diagnostic("nowhere-alias", leaf.origin, { model, hint })];
    }),
  );
};

/** The name that a leaf always stands for; null if it depends on the groups, or names a backend. */
function bareName({ target }: AliasLeaf): string | null {
  if (target.kind !== "open" || target.route.some((piece) => typeof piece !== "string")) return null;
  const route = target.route.join("");
  return splitRoute(route).backend === null ? route : null;
}
