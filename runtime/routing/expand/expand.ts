import type { Attempt, Leg } from "../../targets/attempt.ts";
import type { Counters } from "../../targets/counters.ts";
import type { ExpandInput } from "./expand-input.ts";
import { layOut } from "./lay-out.ts";
import { layOutLegs } from "./legs.ts";
import { largestWindow } from "./window.ts";

export type Expanded =
  | { readonly kind: "attempts"; readonly attempts: readonly Attempt[] }
  /** Sorted by start; the first starts at 0. Each has attempts. */
  | { readonly kind: "race"; readonly legs: readonly Leg[] }
  /** A bare name without a default backend. */
  | { readonly kind: "nowhere" }
  /** There are targets, but none has a key. */
  | { readonly kind: "keyless"; readonly backend: number }
  /** The request exceeds every target's window; `largest` in tokens. */
  | { readonly kind: "too_long"; readonly largest: number };

/**
 * The attempts of a route, in order: groups are flattened, each backend's keys start with the next one in the rotation,
 * weighted branches are drawn, and targets whose window is too small are skipped.
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

/** Why there are no attempts. Found by a second pass, so that requests that have attempts pay nothing for it. */
function nothing(input: ExpandInput): Expanded {
  const counters: Counters = { rotations: [], keys: [], spares: [] };
  const attempts: Attempt[] = [];
  const keyless = layOut({ ...input, counters, random: () => 0, session: null, fits: null }, input.route, attempts);
  const largest = largestWindow(attempts);
  if (largest !== null) return { kind: "too_long", largest };
  return keyless === null ? { kind: "nowhere" } : { kind: "keyless", backend: keyless };
}
