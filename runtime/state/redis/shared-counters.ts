/**
 * Round robin across servers. A request advances its own server's counters and waits for nothing. At intervals, a server
 * adds what its counters have advanced by to the totals of all servers, and continues from there: after `n` turns it takes
 * as its next numbers the `n` that it has just added to the total. So each number belongs to one server, and servers under
 * steady load share all numbers. This holds in the long run: within any quarter of a second, two servers may use the same
 * number, or leave one out. A server that is the only one, or that has lost contact, never skips numbers.
 */
import type { Counters } from "../../targets/counters.ts";

/** Counters wrap at this number. */
const MODULUS = 0x40000000;

const LISTS = ["rotations", "keys", "spares"] as const satisfies readonly (keyof Counters)[];

/** A counter that has advanced. */
export interface Move {
  readonly list: keyof Counters;
  readonly index: number;
  /** Its name among the totals: `rotations:0`. */
  readonly field: string;
  readonly by: number;
  /** Its value at the time. */
  readonly at: number;
}

export interface SharedCounters {
  /** What has not been added to the totals yet. */
  moves(): readonly Move[];
  /** `total` is the total after `move.by` was added. */
  rebase(move: Move, total: number): void;
}

export function createSharedCounters(counters: Counters): SharedCounters {
  /** By field: up to where this server's turns have been added to the total, and the total then. */
  const known = new Map<string, { readonly upTo: number; readonly total: number }>();

  return {
    moves() {
      const moves: Move[] = [];
      for (const list of LISTS) {
        for (const [index, value] of counters[list].entries()) {
          const at = value ?? 0;
          const field = `${list}:${index}`;
          const by = modulo(at - (known.get(field)?.upTo ?? 0));
          if (by > 0) moves.push({ list, index, field, by, at });
        }
      }
      return moves;
    },
    rebase({ list, index, field, by, at }, total) {
      const alone = total - by === (known.get(field)?.total ?? 0);
      const upTo = alone ? at : modulo(total - by);
      const meanwhile = modulo((counters[list][index] ?? 0) - at);
      counters[list][index] = modulo(upTo + meanwhile);
      known.set(field, { upTo, total });
    },
  };
}

function modulo(value: number): number {
  return ((value % MODULUS) + MODULUS) % MODULUS;
}
