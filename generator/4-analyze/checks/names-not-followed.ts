import { diagnostic } from "../../diagnostics/report.ts";
import type { Facts } from "../facts/facts.ts";
import type { WrittenTarget } from "../facts/written-targets.ts";
import type { Check } from "./check.ts";

/**
 * Bare names that stand for something elsewhere in the config, but not where they are used: an alias in a replacement,
 * an alias or a route in an element, any of them in `force_model`. A name that a backend lists is that model.
 */
export const namesNotFollowed: Check = (facts) =>
  facts.writtenTargets.flatMap((target) => {
    const { backend, model, origin, place, owner } = target;
    const { ir } = facts;
    if (backend !== null || model === null || ir.defaultBackend === null) return [];
    if (ir.backends.some(({ models }) => models.some(({ name }) => name === model))) return [];
    const what = whatIs(facts, target);
    if (what === null) return [];
    const where = `to \`${ir.defaultBackend.name}\``;
    const own = place === "failover_routes" && owner === model;
    const hint = own
      ? `Write \`${ir.defaultBackend.name}:${model}\` if the model is meant.`
      : `Write ${what.instead}; or \`${ir.defaultBackend.name}:${model}\` if there is a model of this name.`;
    return [
      diagnostic("name-not-followed", origin, { name: model, what: what.name, about: ABOUT[place], where, hint }),
    ];
  });

const ABOUT: Readonly<Record<WrittenTarget["place"], string>> = {
  model_aliases: "Aliases are applied once: a replacement is not looked up among them again.",
  failover_routes: "An element is a target: it is not looked up among the aliases and the failover routes.",
  static_route: "Aliases are for names that clients send, and not for this one.",
  force_model: "A forced name replaces the client's and goes to a backend at once.",
};

interface Named {
  readonly name: string;
  readonly instead: string;
}

function whatIs({ ir }: Facts, { model, place, owner }: WrittenTarget): Named | null {
  if (place !== "model_aliases" && place !== "static_route") {
    const route = ir.failoverRoutes.find(({ name }) => name === model);
    if (route !== undefined && route.name === owner) return { name: "this failover route itself", instead: "" };
    if (route !== undefined) {
      return { name: `the failover route on line ${route.origin.line}`, instead: "its elements" };
    }
  }
  // What a route has of its name is looked up before.
  if (ir.failoverRoutes.some(({ name }) => name === model)) return null;
  const alias = ir.aliases.find(({ shape }) => shape.kind === "exact" && shape.name === model);
  if (alias === undefined || (place === "model_aliases" && alias.pattern === owner)) return null;
  return { name: `the alias on line ${alias.origin.line}`, instead: `what it stands for, \`${alias.replacement}\`` };
}
