import type { CompiledRouter, ListedModel } from "../contract/router.ts";
import type { Settings } from "../contract/settings.ts";
import type { Selector } from "../selector/selector.ts";

/** Why a client may not write this as its model; null if it may. */
export type Forbidden = (selector: Selector) => string | null;

const ONE_TARGET = "This server takes one target as a model, without groups and annotations.";
const A_NAME = "This server takes only a name as a model, without backend, parameters, groups and annotations.";

type Routes = Pick<CompiledRouter, "backends" | "models">;

/** null if clients may write all of the routing language. */
export function createForbidden(router: Routes, { clientSelectors }: Settings["server"]): Forbidden | null {
  if (clientSelectors === undefined) return null;
  if (clientSelectors === "targets") return (selector) => (isOneTarget(selector) ? null : ONE_TARGET);
  const isName = createIsName(router);
  return (selector) => {
    const plain = selector.branches.every(({ route, params, issues }) => {
      return isName(route) && issues.length === 0 && Object.keys(params).length === 0;
    });
    return plain && isOneTarget(selector) ? null : A_NAME;
  };
}

/** The models that clients are shown: those that they may name. */
export function shownModels(router: Routes, { clientSelectors }: Settings["server"]): readonly ListedModel[] {
  if (clientSelectors !== "names") return router.models;
  const isName = createIsName(router);
  return router.models.filter(({ id }) => isName(id));
}

/** A name that the config itself gives may have a colon in it, whatever stands in front of that. */
function createIsName({ backends, models }: Routes): (name: string) => boolean {
  const own = new Set(models.filter(({ owned_by }) => owned_by === "turnout").map(({ id }) => id));
  const prefixes = new Set(backends.map(({ name }) => name));
  return (name) => {
    const colon = name.indexOf(":");
    if (colon < 0 || own.has(name)) return true;
    const prefix = name.slice(0, colon);
    return !prefixes.has(prefix) && !prefixes.has(prefix.replace(/\.\d+$/, ""));
  };
}

function isOneTarget({ kind, branches }: Selector): boolean {
  return kind === "single" && branches.every((branch) => branch.max_context === undefined);
}
