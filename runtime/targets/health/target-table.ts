import { type Circuit, isForgotten } from "./breaker.ts";

export interface Cooldown {
  readonly reason: string;
  readonly until: number;
}

/** What is wrong with one target. */
export interface Trouble {
  readonly circuit: Circuit | null;
  readonly cooldown: Cooldown | null;
}

/** Names contain models, which clients choose: neither many nor long ones may fill the memory. */
const MAX_TARGETS = 10_000;
const MAX_NAME = 512;
/** How many of the oldest entries are examined for one that can be dropped. */
const LOOK_AT = 32;
const SWEEP_MS = 60_000;

/** The targets in trouble, by name, oldest first. Healthy ones are not in it. */
export class TargetTable {
  readonly #troubles = new Map<string, Trouble>();
  #sweepAt = 0;

  get size(): number {
    return this.#troubles.size;
  }

  get(target: string): Trouble | undefined {
    return this.#troubles.get(target);
  }

  entries(): IterableIterator<[string, Trouble]> {
    return this.#troubles.entries();
  }

  /** Records what is wrong with a target now; if nothing is, it is removed. false if its name is too long to be stored. */
  set(target: string, circuit: Circuit | null, cooldown: Cooldown | null): boolean {
    if (target.length > MAX_NAME) return false;
    if (circuit === null && cooldown === null) {
      this.#troubles.delete(target);
      return true;
    }
    if (!this.#troubles.has(target) && this.#troubles.size >= MAX_TARGETS) this.#evict();
    this.#troubles.set(target, { circuit, cooldown });
    return true;
  }

  /** Drops what has expired, at most once a minute. `dropped` is called for circuits that were not closed. */
  sweep(now: number, dropped: (target: string) => void): void {
    if (now < this.#sweepAt) return;
    this.#sweepAt = now + SWEEP_MS;
    for (const [target, { circuit, cooldown }] of this.#troubles) {
      const forgotten = circuit !== null && isForgotten(circuit, now);
      if (forgotten && circuit.kind !== "closed") dropped(target);
      const over = cooldown !== null && cooldown.until <= now;
      if (forgotten || over) this.set(target, forgotten ? null : circuit, over ? null : cooldown);
    }
  }

  /** Makes room by dropping the oldest entry with only a few failures, or else the oldest. */
  #evict(): void {
    let oldest: string | null = null;
    let looked = 0;
    for (const [target, { circuit, cooldown }] of this.#troubles) {
      oldest ??= target;
      if (cooldown === null && circuit?.kind === "closed") {
        oldest = target;
        break;
      }
      if (++looked === LOOK_AT) break;
    }
    if (oldest !== null) this.#troubles.delete(oldest);
  }
}
