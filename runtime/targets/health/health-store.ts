import type { Clock } from "../../clock.ts";
import type { LogFields } from "../../log/logger.ts";
import type { Circuit } from "./breaker.ts";
import type { HealthChange } from "./change.ts";
import type { HealthOptions } from "./health-options.ts";
import { createHealthReporter, type HealthReporter, type Source } from "./health-reporter.ts";
import { TargetTable, type Trouble } from "./target-table.ts";

/**
 * What is known to be wrong. Every change passes through here, so that each is reported once. Times are those of
 * `Clock.now`.
 */
export interface HealthStore {
  /** Whether nothing is wrong with any target. */
  readonly calm: boolean;
  circuit(target: string): Circuit | null;
  trouble(target: string): Trouble | undefined;
  isDead(instance: string): boolean;
  troubles(): Iterable<readonly [target: string, trouble: Trouble]>;
  /** Instance and reason. */
  deadKeys(): Iterable<readonly [instance: string, reason: string]>;
  /** null: nothing is wrong with it any more. `fields` are logged with the change. */
  setCircuit(target: string, circuit: Circuit | null, fields: LogFields): void;
  /** The circuit is as another worker of this server has it; nothing is logged. */
  copy(target: string, circuit: Circuit): void;
  /** Applies a change, unless it is already known. Other servers' changes are not published again. */
  learn(change: HealthChange, from?: Source): void;
  /** Drops what has expired, at intervals. */
  sweep(): void;
}

/** A cooldown that ends less than this later than the known one is not reported: each request of a burst brings one. */
const SAME_MS = 1000;
/** No change lasts longer, whatever the other server's clock says. */
const DAY_MS = 86_400_000;
/** A config has fewer; but other configs may share the same state. */
const MAX_KEYS = 10_000;

export function createHealthStore(options: HealthOptions): HealthStore {
  return new TargetHealthStore(options);
}

class TargetHealthStore implements HealthStore {
  calm = true;
  readonly #clock: Clock;
  readonly #reporter: HealthReporter;
  readonly #targets = new TargetTable();
  readonly #dead = new Map<string, string>();

  constructor(options: HealthOptions) {
    this.#clock = options.clock;
    this.#reporter = createHealthReporter(options);
  }

  circuit(target: string): Circuit | null {
    return this.#targets.get(target)?.circuit ?? null;
  }

  trouble(target: string): Trouble | undefined {
    return this.#targets.get(target);
  }

  isDead(instance: string): boolean {
    return this.#dead.has(instance);
  }

  troubles(): Iterable<readonly [string, Trouble]> {
    return this.#targets.entries();
  }

  deadKeys(): Iterable<readonly [string, string]> {
    return this.#dead;
  }

  setCircuit(target: string, circuit: Circuit | null, fields: LogFields): void {
    const before = this.circuit(target);
    if (circuit?.kind === "open" && before?.kind !== "open") {
      const until = this.#clock.wall() + circuit.until - this.#clock.now();
      const { failures, reason } = circuit;
      this.learn({ kind: "circuit_opened", target, failures, until, ...(reason && { reason }) }, "own", fields);
      return;
    }
    if (circuit === null && before !== null && before.kind !== "closed") {
      this.learn({ kind: "circuit_closed", target }, "own", fields);
      return;
    }
    this.#put(target, circuit);
    if (circuit?.kind === "half_open" && before?.kind === "open") this.#reporter.halfOpen(target);
  }

  copy(target: string, circuit: Circuit): void {
    this.#put(target, circuit);
  }

  learn(change: HealthChange, from: Source = "own", fields: LogFields = {}): void {
    const ms = "until" in change ? Math.min(change.until - this.#clock.wall(), DAY_MS) : 0;
    if (!this.#takeIn(change, this.#clock.now() + ms, ms)) return;
    this.#lookAround();
    this.#reporter.report({ change, from, ms, fields });
  }

  sweep(): void {
    this.#targets.sweep(this.#clock.now(), (target) => this.#reporter.forgotten(target));
    this.#lookAround();
  }

  /** false if it was already known. */
  #takeIn(change: HealthChange, until: number, ms: number): boolean {
    switch (change.kind) {
      case "cooldown": {
        const known = this.#targets.get(change.target);
        if (!(ms > 0) || until < (known?.cooldown?.until ?? 0) + SAME_MS) return false;
        return this.#targets.set(change.target, known?.circuit ?? null, { reason: change.reason, until });
      }
      case "circuit_opened": {
        const known = this.#targets.get(change.target);
        if (!(ms > 0) || (known?.circuit?.kind === "open" && known.circuit.until >= until)) return false;
        const { failures, reason } = change;
        return this.#put(change.target, { kind: "open", failures, until, ...(reason && { reason }) });
      }
      case "circuit_closed": {
        const known = this.circuit(change.target);
        if (known !== null) this.#put(change.target, null);
        return known !== null && known.kind !== "closed";
      }
      case "key_died":
        if (this.#dead.has(change.instance) || this.#dead.size >= MAX_KEYS) return false;
        this.#dead.set(change.instance, change.reason);
        return true;
      case "key_revived":
        return this.#dead.delete(change.instance);
    }
  }

  /** false if the target's name is too long to be stored. */
  #put(target: string, circuit: Circuit | null): boolean {
    const kept = this.#targets.set(target, circuit, this.#targets.get(target)?.cooldown ?? null);
    this.#lookAround();
    return kept;
  }

  #lookAround(): void {
    this.calm = this.#targets.size === 0 && this.#dead.size === 0;
  }
}
