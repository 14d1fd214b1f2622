import type { Params } from "../../runtime/contract/params.ts";
import { annotationsOf } from "../../runtime/selector/annotations-of.ts";
import { printQuery, printSelector } from "../../runtime/selector/print.ts";
import type { Branch } from "../../runtime/selector/selector.ts";
import { group } from "../interpret/group.ts";
import { defaultPlace, type Locate } from "../interpret/locate.ts";
import { type BranchPlace, mapTargets, type Place, withParams } from "../interpret/place.ts";
import type { Rewrite } from "../interpret/rewrite.ts";
import type { Trace } from "../interpret/trace.ts";
import type { Ir, LocatedSelector } from "../ir.ts";
import { namesBackend } from "./names-backend.ts";

export interface Tools {
  readonly ir: Ir;
  readonly locate: Locate;
  readonly rewrite: Rewrite;
  readonly trace: Trace;
}

/**
 * Where one branch of a client's model string goes: force_model, else static_route, else the aliases, else as it is.
 */
export function chooseBranch(tools: Tools, branch: Branch): Place | null {
  const { ir, locate, rewrite, trace } = tools;
  if (ir.forceModel !== null) return forced(tools, ir.forceModel, branch);
  if (ir.staticRoute !== null && !namesBackend(ir, branch)) return fixed(tools, ir.staticRoute, branch);
  const rewritten = rewrite(branch.route, trace);
  const place = rewritten === undefined ? locate(branch.route, trace) : rewritten;
  return place === null ? null : withParams(place, branch.params);
}

/**
 * A bare name keeps the client's backend, else takes the default one; the client's parameters stay unless it has its
 * own.
 */
function forced({ ir, locate, trace }: Tools, { origin, selector }: LocatedSelector, client: Branch): Place | null {
  const { kind } = selector;
  const named = namesBackend(ir, client);
  const chosen = selector.branches.map((branch) => {
    const bare = !namesBackend(ir, branch);
    const route = bare && named ? clientPrefix(client) + branch.route : branch.route;
    const params = Object.keys(branch.params).length > 0 ? branch.params : client.params;
    return { ...branch, route, bare: bare && !named, params };
  });
  trace({ rule: "force_model", origin, from: written(client), to: printSelector({ kind, branches: chosen }) });
  const placed = chosen.map((branch) => {
    const place = branch.bare ? defaultModel(ir, branch.route, trace) : locate(branch.route, trace);
    return {
      place: place === null ? null : withParams(place, branch.params),
      annotations: annotationsOf(branch),
    };
  });
  return group(kind, placed);
}

/** Without a default backend it leads nowhere, but a flag of the server can still name one. */
function defaultModel(ir: Ir, model: string, trace: Trace): BranchPlace {
  if (ir.defaultBackend !== null) {
    const { name, origin } = ir.defaultBackend;
    trace({ rule: "default_backend", origin, from: model, to: `${name}:${model}` });
  }
  return defaultPlace(ir, model);
}

/** The route's parameters win over the client's key by key. */
function fixed({ locate, trace }: Tools, { origin, selector }: LocatedSelector, client: Branch): Place | null {
  trace({ rule: "static_route", origin, from: written(client), to: printSelector(selector) });
  const placed = selector.branches.map((branch) => {
    const place = locate(branch.route, trace);
    return {
      place: place === null ? null : underlay(withParams(place, branch.params), client.params),
      annotations: annotationsOf(branch),
    };
  });
  return group(selector.kind, placed);
}

/** Parameters on every target, unless the target has its own. */
function underlay<P extends Place>(place: P, params: Params): P {
  return mapTargets(place, (target) => ({ ...target, params: { ...params, ...target.params } }));
}

function clientPrefix({ backend, instance }: Branch): string {
  return instance === null ? `${backend}:` : `${backend}.${instance}:`;
}

function written({ route, params }: Branch): string {
  return route + printQuery(params);
}
