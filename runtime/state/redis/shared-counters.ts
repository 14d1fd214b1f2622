/**
 * Round robin over servers. A request turns the counters of its own server and waits for no one. Now and then a server adds
 * what its counters moved by to the totals of all servers, and goes on from there: having made `by` turns, it takes the
 * `by` numbers that it has just added to the total as its next ones. Each number belongs to one server so, and servers
 * under steady load share all numbers out among them. What is promised is the long run: in any quarter of a second a server
 * may take numbers that another has too, or leave some out. A server that is alone on the totals never jumps; neither does
 * one that the others are lost to.
 */
import type { Counters } from "../../targets/counters.ts";

/** Requests count modulo this. */
const MODULUS = 0x40000000;

const LISTS = ["rotations", "keys", "spares"] as const satisfies readonly (keyof Counters)[];

/** One counter that moved. */
export interface Move {
  readonly list: keyof Counters;
  readonly index: number;
  /** Its name in the totals: `rotations:0`. */
  readonly field: string;
  readonly by: number;
  /** Where it stood. */
  readonly at: number;
}

export interface SharedCounters {
  /** What the totals do not know of yet. */
  moves(): readonly Move[];
  /** `total` is what adding `move.by` to the total made of it. */
  settle(move: Move, total: number): void;
}

export function createSharedCounters(counters: Counters): SharedCounters {
  /** By field: up to where the totals know of this server's turns, and the total then. */
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
    settle({ list, index, field, by, at }, total) {
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
