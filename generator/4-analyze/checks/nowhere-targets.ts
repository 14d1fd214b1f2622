import { diagnostic } from "../../diagnostics/report.ts";
import { didYouMean } from "../../diagnostics/suggest.ts";
import { elementText } from "../../interpret/element-text.ts";
import type { RouteElement } from "../../ir.ts";
import type { Facts } from "../facts/facts.ts";
import type { Check } from "./check.ts";

/**
 * Bare names in failover routes and in `static_route` that nothing serves: an error if nothing else is left of the route,
 * a warning for an element beside others. For those of aliases see `nowhereAliases`.
 */
export const nowhereTargets: Check = (facts) => {
  const { ir } = facts;
  if (ir.defaultBackend !== null) return [];
  const models = new Set(ir.backends.flatMap((entry) => entry.models.map(({ name }) => name)));
  const isNowhere = ({ backend, model }: Pick<RouteElement, "backend" | "model">) =>
    backend === null && !models.has(model);
  return [
    ...staticNowhere(facts, models),
    ...ir.failoverRoutes.flatMap(({ name: route, elements, policy }) => {
      const tried = policy === "k" ? elements.slice(0, 1) : elements;
      const nowhere = tried.filter(isNowhere);
      const [first] = nowhere;
      if (first !== undefined && nowhere.length === tried.length) {
        const about = "A request for it would get a 404.";
        const args = { model: first.model, place: `the failover route \`${route}\``, about };
        return [diagnostic("nowhere-target", first.origin, { ...args, hint: hintFor(facts, models, first.model) })];
      }
      return nowhere.map((element) => {
        const reason = "It names no backend, no backend lists it in `models`, and there is no `default_backend`.";
        const hint = hintFor(facts, models, element.model);
        return diagnostic("element-never-tried", element.origin, { element: elementText(element), reason, hint });
      });
    }),
  ];
};

function staticNowhere(facts: Facts, models: ReadonlySet<string>) {
  const routes = new Set(facts.ir.failoverRoutes.map(({ name }) => name));
  return facts.writtenTargets.flatMap(({ origin, place, backend, model }) => {
    if (place !== "static_route" || backend !== null || model === null || models.has(model)) return [];
    if (routes.has(model) || routes.has("*")) return [];
    const about = "Every request that names no backend would get a 404.";
    const args = { model, place: "`static_route`", about, hint: hintFor(facts, models, model) };
    return [diagnostic("nowhere-target", origin, args)];
  });
}

function hintFor({ ir }: Facts, models: ReadonlySet<string>, model: string): string {
  const names = ir.backends.map((entry) => entry.backend.name);
  const [backend] = names;
  const slash = names.find((name) => model.startsWith(`${name}/`));
  if (slash !== undefined) return `Write \`${slash}:${model.slice(slash.length + 1)}\`: a backend ends with a colon.`;
  return didYouMean(model, [...models], `Name a backend, as in \`${backend}:${model}\`.`);
}
