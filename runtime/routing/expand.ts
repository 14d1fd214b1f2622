import type { Params, Route, Target } from "../contract.ts";
import type { PreparedEndpoint } from "./prepared-endpoint.ts";

/** One try: where to, and what for. */
export interface Attempt {
  readonly endpoint: PreparedEndpoint;
  readonly model: string;
  readonly params: Params | null;
}

/** Where the rotations of one server stand. */
export interface Counters {
  /** By `Rotation.counter`. */
  readonly rotations: number[];
  /** By `Backend.index`: which key is next where the backend is asked first. */
  readonly keys: number[];
  /**
   * By `Backend.index`: which key is next where another backend is asked before. Were it one counter, backends that take
   * turns would turn it in step with that, and half of the keys would never be the first.
   */
  readonly spares: number[];
}

export interface ExpandInput {
  readonly route: Route;
  /** By `Backend.index`; a backend whose keys are all unset has none. */
  readonly endpoints: readonly (readonly PreparedEndpoint[])[];
  readonly defaultBackend: number | null;
  readonly counters: Counters;
}

export type Expanded =
  | { readonly kind: "attempts"; readonly attempts: readonly Attempt[] }
  /** A bare name, and no default backend. */
  | { readonly kind: "nowhere" }
  /** Targets there are, but none has a key. */
  | { readonly kind: "keyless"; readonly backend: number };

/** The attempts that a route stands for, in order: groups laid out flat, each backend's keys from the next one on. */
export function expand(input: ExpandInput): Expanded {
  const attempts: Attempt[] = [];
  const keyless = addRoute(input, input.route, attempts);
  if (attempts.length > 0) return { kind: "attempts", attempts };
  return keyless === null ? { kind: "nowhere" } : { kind: "keyless", backend: keyless };
}

/** Returns the first backend that has no key, by index; null if all have one. */
function addRoute(input: ExpandInput, route: Route, to: Attempt[]): number | null {
  if (route.kind === "target") {
    const backend = route.backend?.index ?? input.defaultBackend;
    return backend === null || addTarget(input, route, backend, to) ? null : backend;
  }
  const { branches } = route;
  const start = route.kind === "rotation" ? take(input.counters.rotations, route.counter) : 0;
  let keyless: number | null = null;
  for (let i = 0; i < branches.length; i++) {
    const branch = branches[(start + i) % branches.length];
    if (branch === undefined) continue;
    const without = addRoute(input, branch, to);
    keyless ??= without;
  }
  return keyless;
}

function addTarget({ endpoints, counters }: ExpandInput, target: Target, backend: number, to: Attempt[]): boolean {
  const { model, params, instance } = target;
  const all = endpoints[backend] ?? [];
  if (instance !== null) {
    const pinned = all.find((endpoint) => endpoint.instance.number === instance);
    if (pinned !== undefined) to.push({ endpoint: pinned, model, params });
    return pinned !== undefined;
  }
  const start = all.length > 1 ? take(to.length === 0 ? counters.keys : counters.spares, backend) : 0;
  for (let i = 0; i < all.length; i++) {
    const endpoint = all[(start + i) % all.length];
    if (endpoint !== undefined) to.push({ endpoint, model, params });
  }
  return all.length > 0;
}

function take(counters: number[], index: number): number {
  const value = counters[index] ?? 0;
  counters[index] = (value + 1) % 0x40000000;
  return value;
}
