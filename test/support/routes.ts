import type { Backend } from "../../runtime/contract/backend.ts";
import type { HttpBackend } from "../../runtime/contract/http-backend.ts";
import type { Params } from "../../runtime/contract/params.ts";
import type { Failover, Rotation, Route, Rules, Target, Weighted } from "../../runtime/contract/route.ts";
import type { Expanded } from "../../runtime/routing/expand/expand.ts";
import { targetName } from "../../runtime/targets/attempt.ts";
import type { Counters } from "../../runtime/targets/counters.ts";
import type { PreparedEndpoint } from "../../runtime/targets/prepared-endpoint.ts";
import { ALL } from "./capabilities.ts";
import { httpBackend } from "./router.ts";

/** By name, how many keys each backend has. */
const KEYS = { one: 1, two: 2, three: 3, none: 0, pair: 2 } as const;
export type Name = keyof typeof KEYS;
export const NAMES = Object.keys(KEYS) as Name[];

/** Backends that are alike but for their keys and what is given for each. */
export function backendsWith(options: Partial<Record<Name, Partial<HttpBackend>>> = {}): readonly Backend[] {
  return NAMES.map((name, index) => httpBackend(name, index, options[name]));
}

export function endpointsOf(backends: readonly Backend[]): readonly (readonly PreparedEndpoint[])[] {
  return backends.map((backend) =>
    Array.from({ length: KEYS[backend.name as Name] }, (_, i): PreparedEndpoint => {
      const name = `${backend.name}.${i + 1}`;
      return {
        ...ALL,
        backend,
        instance: { name, number: i + 1, keyName: null, secret: null },
        upstream: { dispatch() {}, close: () => Promise.resolve() },
        path: "/v1",
        headers: [],
        label: name,
      };
    }),
  );
}

interface Options {
  readonly instance?: number;
  readonly params?: Params;
  readonly rules?: Rules;
}

/** A target of one of `backendsWith()`; it is known by its index, so that any of them will do. */
export function target(name: Name | null, model: string, { instance, params, rules }: Options = {}): Target {
  const backend = name === null ? null : httpBackend(name, NAMES.indexOf(name));
  return {
    kind: "target",
    backend,
    instance: instance ?? null,
    model,
    params: params ?? null,
    rules: rules ?? null,
    at: "config.yaml:1",
  };
}

export const failover = (policy: Failover["policy"], ...branches: Route[]): Failover => ({
  kind: "failover",
  source: "failover_routes",
  policy,
  branches,
});

export const rotation = (...branches: Target[]): Rotation => ({ kind: "rotation", counter: 0, branches });

export const weighted = (
  ...branches: readonly (readonly [weight: number, route: Route, mark?: "first" | "backup"])[]
): Weighted => ({
  kind: "weighted",
  branches: branches.map(([weight, route, mark]) => ({
    route,
    weight,
    first: mark === "first",
    ...(mark === "backup" && { backup: true }),
  })),
});

export const counters = (): Counters => ({ rotations: [0], keys: NAMES.map(() => 0), spares: NAMES.map(() => 0) });

/** The attempts as targets; a race as its legs; else why there are none. */
export function shown(expanded: Expanded): readonly unknown[] | string {
  if (expanded.kind === "attempts") return expanded.attempts.map(targetName);
  if (expanded.kind === "race") return expanded.legs.map((leg) => ({ ...leg, attempts: leg.attempts.map(targetName) }));
  return expanded.kind;
}

/** Numbers from 0 to 1 that are the same in every run (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}
