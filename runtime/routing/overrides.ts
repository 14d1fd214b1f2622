import type { Route } from "../contract/route.ts";
import type { CompiledRouter } from "../contract/router.ts";
import type { Settings } from "../contract/settings.ts";
import { parseSelector } from "../selector/parse.ts";
import type { Branch, Selector } from "../selector/selector.ts";
import { compose, type Placed } from "./compose.ts";
import { mergeParams } from "./merge-params.ts";

/** Overrides a client's branch: undefined leaves it to the aliases, null leads nowhere. */
export type Override = (branch: Branch) => Route | null | undefined;

/** Whether a branch starts with one of the backends. */
type NamesBackend = (branch: Branch) => boolean;

/** null if neither force_model nor static_route is set. */
export function createOverrides(router: CompiledRouter, settings: Settings): Override | null {
  const { forceModel, staticRoute } = settings;
  // What stands before the first colon of a model's name is not always a backend.
  const named = ({ backend }: Branch) => router.backends.some(({ name }) => name === backend);
  if (forceModel !== null) return force(router, selectorOf(forceModel), named);
  if (staticRoute !== null) return fix(router, selectorOf(staticRoute), named);
  return null;
}

/**
 * The model of requests that name none: force_model replaces it anyway, but a group would stand for several requests. A bare
 * branch is preferred, so that no backend is named that force_model does not name; null if nothing is forced.
 */
export function standInModel({ forceModel }: Settings): string | null {
  if (forceModel === null) return null;
  const { branches } = selectorOf(forceModel);
  return (branches.find(({ backend }) => backend === null) ?? branches[0])?.route ?? null;
}

/**
 * A prefixed name replaces backend and model; a bare one keeps the client's backend, or else uses the default one. The
 * client's parameters stay unless the forced string has its own.
 */
function force(router: CompiledRouter, forced: Selector, named: NamesBackend): Override {
  return (client) =>
    group(forced, (branch) => {
      const bringsItsOwn = Object.keys(branch.params).length > 0;
      const params = bringsItsOwn ? branch.params : client.params;
      return mergeParams(
        forcedRoute(router, branch, named(branch), named(client) ? prefixOf(client) : null),
        params,
        "request",
      );
    });
}

/** @param prefix the backend that the client named; null if it named none */
function forcedRoute(router: CompiledRouter, forced: Branch, named: boolean, prefix: string | null): Route | null {
  if (named) return router.locate(forced.route);
  if (prefix !== null) return router.locate(`${prefix}${forced.route}`);
  return {
    kind: "target",
    backend: null,
    instance: null,
    model: forced.route,
    params: null,
    rules: null,
    at: "force_model",
  };
}

/** Applies if the client named no backend; its parameters override the client's one by one. */
function fix(router: CompiledRouter, fixed: Selector, named: NamesBackend): Override {
  const route = group(fixed, (branch) => mergeParams(router.locate(branch.route), branch.params, "request"));
  return (client) => (named(client) ? undefined : mergeParams(route, client.params, "route"));
}

function prefixOf({ backend, instance }: Branch): string {
  return instance === null ? `${backend}:` : `${backend}.${instance}:`;
}

/** A branch that leads nowhere is left out: the others may still have a route. */
function group(selector: Selector, routeOf: (branch: Branch) => Route | null): Route | null {
  const placed: Placed[] = [];
  for (const branch of selector.branches) {
    const route = routeOf(branch);
    if (route !== null) placed.push({ branch, route });
  }
  return compose(selector.kind, placed);
}

/** The build has validated these strings, and flags of the server are validated before they get here. */
function selectorOf(text: string): Selector {
  const parsed = parseSelector(text);
  if (!parsed.ok) throw new Error(`"${text}" is not a model string: ${parsed.error.message}`);
  return parsed.selector;
}
