import { diagnostic } from "../../diagnostics/report.ts";
import { didYouMean } from "../../diagnostics/suggest.ts";
import type { Check } from "./check.ts";

/** Replacements that are bare names which nothing serves. A default backend or a route `*` serves any name. */
export const nowhereAliases: Check = ({ ir, lookedUp }) => {
  const routes = ir.failoverRoutes.map(({ name }) => name);
  if (ir.defaultBackend !== null || routes.includes("*")) return [];
  const served = new Set([...routes, ...ir.backends.flatMap(({ models }) => models.map(({ name }) => name))]);
  const [backend] = ir.backends.map((entry) => entry.backend.name);
  return lookedUp.fixed
    .filter(({ name }) => !served.has(name))
    .map(({ leaf, name: model }) => {
      const hint = didYouMean(model, [...served], `Name a backend, as in \`${backend}:${model}\`.`);
      return diagnostic("nowhere-alias", leaf.origin, { model, hint });
    });
};
