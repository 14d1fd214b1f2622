import type { Failover, Route, Target, Weighted } from "../../contract/route.ts";
import type { Attempt } from "../../targets/attempt.ts";
import { drawOrder } from "./draw-order.ts";
import type { ExpandInput } from "./expand-input.ts";
import { withModelRules } from "./model-rules.ts";
import { inRounds } from "./rounds.ts";
import { windowFor } from "./window.ts";

/** Appends the attempts of a route. Returns the index of the first backend without a key; null if all have one. */
export function layOut(input: ExpandInput, route: Route, to: Attempt[]): number | null {
  switch (route.kind) {
    case "target":
      return layOutTarget(input, route, to);
    case "failover":
      return route.policy === "ordered" ? layOutAll(input, route.branches, 0, to) : layOutByKeys(input, route, to);
    case "rotation":
      return layOutAll(input, route.branches, take(input.counters.rotations, route.counter), to);
    case "weighted":
      return layOutDrawn(input, route, to);
    case "parallel": {
      let keyless: number | null = null;
      for (const branch of route.branches) keyless = first(keyless, layOut(input, branch.route, to));
      return keyless;
    }
  }
}

function layOutAll(input: ExpandInput, branches: readonly Route[], start: number, to: Attempt[]): number | null {
  let keyless: number | null = null;
  for (let i = 0; i < branches.length; i++) {
    const branch = branches[(start + i) % branches.length];
    if (branch !== undefined) keyless = first(keyless, layOut(input, branch, to));
  }
  return keyless;
}

/** The policies `k`, `m` and `mk`. */
function layOutByKeys(input: ExpandInput, { policy, branches }: Failover, to: Attempt[]): number | null {
  if (policy === "k") return layOutAll(input, branches.slice(0, 1), 0, to);
  let keyless: number | null = null;
  // Each branch fills its own list, so the counters must be told that other branches come before it.
  const behind: ExpandInput = { ...input, counters: { ...input.counters, keys: input.counters.spares } };
  let leads = to.length === 0;
  const ofBranches = branches.map((branch) => {
    const attempts: Attempt[] = [];
    keyless = first(keyless, layOut(leads ? input : behind, branch, attempts));
    if (attempts.length > 0) leads = false;
    return attempts;
  });
  inRounds(ofBranches, policy === "m" ? 1 : null, to);
  return keyless;
}

function layOutDrawn(input: ExpandInput, { branches }: Weighted, to: Attempt[]): number | null {
  const isFirst = input.session !== null && branches.some((branch) => branch.first) && input.session.isFirst();
  let keyless: number | null = null;
  for (const branch of drawOrder(branches, input.random, isFirst)) {
    keyless = first(keyless, layOut(input, branch.route, to));
  }
  return keyless;
}

function layOutTarget(input: ExpandInput, target: Target, to: Attempt[]): number | null {
  const { model, params, instance } = target;
  const index = target.backend?.index ?? input.defaultBackend;
  if (index === null) return null;
  const all = input.endpoints[index] ?? [];
  const usual = all[0];
  if (usual === undefined) return index;
  const rules = withModelRules(usual.backend, model, target.rules);
  const window = windowFor(usual.backend, model, rules);
  const passedOver = window !== null && input.fits !== null && !input.fits(window);
  if (instance !== null) {
    const pinned = all.find((endpoint) => endpoint.instance.number === instance);
    if (pinned === undefined) return index;
    if (!passedOver) to.push({ endpoint: pinned, model, params, rules });
    return null;
  }
  if (passedOver) return null;
  const { keys, spares } = input.counters;
  const start = all.length > 1 ? take(to.length === 0 ? keys : spares, index) : 0;
  for (let i = 0; i < all.length; i++) {
    const endpoint = all[(start + i) % all.length];
    if (endpoint !== undefined) to.push({ endpoint, model, params, rules });
  }
  return null;
}

function first(known: number | null, found: number | null): number | null {
  return known ?? found;
}

function take(counters: number[], index: number): number {
  const value = counters[index] ?? 0;
  counters[index] = (value + 1) % 0x40000000;
  return value;
}
