import { diagnostic } from "../../diagnostics/report.ts";
import type { AliasRule, FailoverRoute } from "../../ir.ts";
import type { WrittenTarget } from "../facts/written-targets.ts";
import type { Check } from "./check.ts";

/**
 * Bare names that stand for something elsewhere in the config, but not where they are used: an alias in a replacement,
 * an alias or a route in an element, any of them in `force_model`. A name that a backend lists is that model.
 */
export const namesNotFollowed: Check = (facts) => {
  const routes = new Map(facts.ir.failoverRoutes.map((route) => [route.name, route]));
  const aliases = exactAliases(facts.ir.aliases);
  return facts.writtenTargets.flatMap((target) => {
    const { backend, model, origin, place, owner } = target;
    const { ir } = facts;
    if (backend !== null || model === null || ir.defaultBackend === null) return [];
    if (facts.listing(model).length > 0) return [];
    const what = whatIs({ route: routes.get(model), alias: aliases.get(model) }, target);
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
};

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

/** What a name stands for, where it is not looked up. */
interface Meanings {
  readonly route: FailoverRoute | undefined;
  readonly alias: AliasRule | undefined;
}

function whatIs({ route, alias }: Meanings, { place, owner }: WrittenTarget): Named | null {
  if (route !== undefined) {
    // What a route has of its name is looked up before.
    if (place === "model_aliases" || place === "static_route") return null;
    if (route.name === owner) return { name: "this failover route itself", instead: "" };
    return { name: `the failover route on line ${route.origin.line}`, instead: "its elements" };
  }
  if (alias === undefined || (place === "model_aliases" && alias.pattern === owner)) return null;
  return { name: `the alias on line ${alias.origin.line}`, instead: `what it stands for, \`${alias.replacement}\`` };
}

/** The first alias of each name. */
function exactAliases(aliases: readonly AliasRule[]): ReadonlyMap<string, AliasRule> {
  const named = aliases.flatMap((rule) => (rule.shape.kind === "exact" ? [[rule.shape.name, rule] as const] : []));
  return new Map(named.reverse());
}
