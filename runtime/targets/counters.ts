import type { CompiledRouter } from "../contract/router.ts";

/** The positions of one server's rotations. */
export interface Counters {
  /** By `Rotation.counter`. */
  readonly rotations: number[];
  /** By `Backend.index`: the next key if the backend is tried first. */
  readonly keys: number[];
  /**
   * By `Backend.index`: the next key if another backend is tried before. With a single counter, backends in a rotation
   * would advance it in step with the rotation, and half of the keys would never come first.
   */
  readonly spares: number[];
}

/** `first`: where all of them start. Workers start at different keys, or their first requests would all go to the first one. */
export function newCounters(
  { rotations, backends }: Pick<CompiledRouter, "rotations" | "backends">,
  first: number,
): Counters {
  return {
    rotations: new Array(rotations).fill(first),
    keys: backends.map(() => first),
    spares: backends.map(() => first),
  };
}
