import type { Entry } from "./entry.ts";

/** Bytes counted for an entry in addition to its message, so that many small entries count too. */
const ENTRY_COST = 512;
/** How many taken entries may remain in front before the rest moves up. */
const MOST_TAKEN = 1024;

/** Entries that wait to be written, up to a number of bytes; beyond it, entries are dropped and counted. */
export class EntryQueue {
  /** Entries dropped since the start. */
  dropped = 0;
  readonly #limit: number;
  /** How many of those have been reported by an entry. */
  #reported = 0;
  #bytes = 0;
  #entries: (Entry | null)[] = [];
  #next = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get length(): number {
    return this.#entries.length - this.#next;
  }

  /** false if it was dropped. */
  push(seen: Omit<Entry, "incomplete" | "lostBefore">): boolean {
    const { leg, event, at, pieces, length, facts } = seen;
    const cost = costOf(seen);
    const useless = leg.broken && event === "chunk";
    if (useless || this.#bytes + cost > this.#limit) {
      this.dropped++;
      leg.broken = true;
      return false;
    }
    this.#bytes += cost;
    const lostBefore = this.dropped - this.#reported;
    this.#entries.push({ leg, event, at, pieces, length, facts, incomplete: leg.broken, lostBefore });
    this.#reported = this.dropped;
    return true;
  }

  take(): Entry | null {
    const entry = this.#entries[this.#next] ?? null;
    if (entry === null) return null;
    this.#entries[this.#next++] = null;
    this.#bytes -= costOf(entry);
    if (this.#next === this.#entries.length || this.#next === MOST_TAKEN) {
      this.#entries = this.#entries.slice(this.#next);
      this.#next = 0;
    }
    return entry;
  }
}

function costOf({ pieces }: Pick<Entry, "pieces">): number {
  let cost = ENTRY_COST;
  for (const piece of pieces) cost += piece.length;
  return cost;
}
