import type { Attempt, Leg } from "../../targets/attempt.ts";
import type { Counters } from "../../targets/counters.ts";
import type { ExpandInput } from "./expand-input.ts";
import { layOut } from "./lay-out.ts";
import { layOutLegs } from "./legs.ts";
import { largestWindow } from "./window.ts";

export type Expanded =
  | { readonly kind: "attempts"; readonly attempts: readonly Attempt[] }
  /** By start, the earliest first; that starts at 0. Each has attempts. */
  | { readonly kind: "race"; readonly legs: readonly Leg[] }
  /** A bare name, and no default backend. */
  | { readonly kind: "nowhere" }
  /** Targets there are, but none has a key. */
  | { readonly kind: "keyless"; readonly backend: number }
  /** Every target's window is below the request's size; `largest` in tokens. */
  | { readonly kind: "too_long"; readonly largest: number };

/**
 * The attempts that a route stands for, in order: groups laid out flat, each backend's keys from the next one on, lots
 * drawn, targets passed over that the request does not fit into.
 */
export function expand(input: ExpandInput): Expanded {
  const { route } = input;
  if (route.kind === "parallel") {
    const legs = layOutLegs(input, route.branches);
    return legs.length > 0 ? { kind: "race", legs } : nothing(input);
  }
  const attempts: Attempt[] = [];
  layOut(input, route, attempts);
  return attempts.length > 0 ? { kind: "attempts", attempts } : nothing(input);
}

/** Why there is no attempt. It is found out by laying out again, so that a request that has one pays nothing for it. */
function nothing(input: ExpandInput): Expanded {
  const counters: Counters = { rotations: [], keys: [], spares: [] };
  const attempts: Attempt[] = [];
  const keyless = layOut({ ...input, counters, random: () => 0, session: null, fits: null }, input.route, attempts);
  const largest = largestWindow(attempts);
  if (largest !== null) return { kind: "too_long", largest };
  return keyless === null ? { kind: "nowhere" } : { kind: "keyless", backend: keyless };
}
