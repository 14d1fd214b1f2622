import type { Clock } from "../../clock.ts";
import type { BreakerSettings } from "../../contract/settings.ts";
import { classify } from "../../failure/classify.ts";
import { type Outcome, reasonOf } from "../../failure/outcome.ts";
import type { LogFields } from "../../log/logger.ts";
import { type Attempt, targetName } from "../attempt.ts";
import { admits, afterFailure, afterNothing, afterSuccess, begin, type Circuit, type Report } from "./breaker.ts";
import type { HealthChange } from "./change.ts";
import { type CircuitNote, follow, noteOf } from "./circuit-note.ts";
import type { Health, HealthSnapshot } from "./health.ts";
import type { HealthOptions } from "./health-options.ts";
import type { Source } from "./health-reporter.ts";
import { createHealthStore, type HealthStore } from "./health-store.ts";
import { healthyFirst, type Rank } from "./order.ts";
import { penaltyOf } from "./penalty.ts";
import { snapshotOf } from "./snapshot.ts";

export interface SharedHealth extends Health {
  /** Applies what another server or worker has learnt, without publishing it again. */
  apply(change: HealthChange, from?: Exclude<Source, "own">): void;
  /** Takes a step that another worker of this server has seen. */
  follow(note: CircuitNote): void;
}

export function createHealth(options: HealthOptions): SharedHealth {
  return new TargetHealth(options);
}

/** What a limit applies to: one model, or the whole account of a ChatGPT subscription. */
function limitedBy(attempt: Attempt): string {
  const { limitScope, label } = attempt.endpoint;
  return limitScope === "instance" ? label : targetName(attempt);
}

/** Derives the health of targets from the results of attempts. */
class TargetHealth implements SharedHealth {
  readonly #clock: Clock;
  readonly #breaker: BreakerSettings;
  readonly #store: HealthStore;
  /** The probe numbers from `begin`; an attempt that is not listed is not a probe. */
  readonly #probes = new WeakMap<Attempt, number>();
  readonly #tell: ((note: CircuitNote) => void) | null;
  /** The probes of other workers, by target, oldest first. */
  readonly #others = new Map<string, number[]>();

  constructor(options: HealthOptions) {
    this.#clock = options.clock;
    this.#breaker = options.breaker;
    this.#store = createHealthStore(options);
    this.#tell = options.tell ?? null;
  }

  order(attempts: readonly Attempt[]): readonly Attempt[] {
    return this.#store.calm ? attempts : healthyFirst(attempts, (attempt) => this.#rank(attempt));
  }

  healthy(attempt: Attempt): boolean {
    return this.#store.calm || this.#rank(attempt) === 0;
  }

  started(attempt: Attempt): void {
    if (this.#store.calm) return;
    this.#store.sweep();
    const target = targetName(attempt);
    const circuit = this.#store.circuit(target);
    const begun = circuit && begin(circuit, this.#clock.now(), this.#breaker);
    if (!begun) return;
    this.#probes.set(attempt, begun.probe);
    this.#store.setCircuit(target, begun.circuit, {});
    this.#tell?.({ kind: "probing", target });
  }

  succeeded(attempt: Attempt): void {
    if (this.#store.calm) return;
    const { name } = attempt.endpoint.instance;
    if (this.#store.isDead(name)) this.#store.learn({ kind: "key_revived", instance: name });
    this.#report(attempt, {}, (circuit, report) => circuit && afterSuccess(circuit, report, this.#breaker));
  }

  failed(attempt: Attempt, outcome: Outcome): void {
    const penalty = penaltyOf(outcome, classify(outcome));
    const reason = reasonOf(outcome);
    if (penalty.kind === "strike" && this.#breaker.enabled) {
      this.#report(attempt, { reason }, (circuit, report) =>
        afterFailure(circuit, { ...report, reason }, this.#breaker),
      );
    } else this.released(attempt);
    if (penalty.kind === "cooldown") {
      this.#store.learn({
        kind: "cooldown",
        target: limitedBy(attempt),
        reason,
        until: this.#clock.wall() + penalty.ms,
      });
    } else if (penalty.kind === "dead") {
      this.#store.learn({ kind: "key_died", instance: attempt.endpoint.instance.name, reason });
    }
  }

  released(attempt: Attempt): void {
    if (this.#store.calm) return;
    this.#report(attempt, {}, (circuit, report) => circuit && afterNothing(circuit, report));
  }

  apply(change: HealthChange, from: Exclude<Source, "own"> = "shared"): void {
    if (change.kind === "circuit_opened" && !this.#breaker.enabled) return;
    this.#store.learn(change, from);
  }

  follow(note: CircuitNote): void {
    if (!this.#breaker.enabled) return;
    const { target } = note;
    const isOver = note.kind === "probe_released" || note.kind === "probe_passed";
    const probe = isOver ? (this.#others.get(target)?.shift() ?? null) : null;
    const circuit = this.#store.circuit(target);
    const after = follow({ note, circuit, probe, now: this.#clock.now(), settings: this.#breaker });
    // What is half open for another worker is so here, and it has logged that.
    if (after.circuit?.kind === "half_open") this.#store.copy(target, after.circuit);
    else if (after.circuit !== circuit) this.#store.setCircuit(target, after.circuit, {});
    const known = circuit?.kind === "half_open" ? (this.#others.get(target) ?? []) : [];
    if (after.probe !== null) this.#others.set(target, [...known, after.probe]);
    if (after.circuit?.kind !== "half_open") this.#others.delete(target);
  }

  snapshot(): HealthSnapshot {
    return snapshotOf(this.#store, this.#clock.now());
  }

  #report(
    attempt: Attempt,
    fields: LogFields,
    next: (circuit: Circuit | null, report: Report) => Circuit | null,
  ): void {
    const probe = this.#probes.get(attempt) ?? null;
    if (probe !== null) this.#probes.delete(attempt);
    const target = targetName(attempt);
    const circuit = this.#store.circuit(target);
    const after = next(circuit, { probe, now: this.#clock.now() });
    if (after === circuit) return;
    this.#store.setCircuit(target, after, fields);
    const note = this.#tell === null ? null : noteOf({ target, before: circuit, after });
    if (note !== null) this.#tell?.(note);
  }

  #rank(attempt: Attempt): Rank {
    if (this.#store.isDead(attempt.endpoint.instance.name)) return 2;
    const now = this.#clock.now();
    if (attempt.endpoint.limitScope === "instance") {
      const { cooldown = null } = this.#store.trouble(limitedBy(attempt)) ?? {};
      if (cooldown !== null && cooldown.until > now) return 1;
    }
    const trouble = this.#store.trouble(targetName(attempt));
    if (trouble === undefined) return 0;
    if (trouble.cooldown !== null && trouble.cooldown.until > now) return 1;
    return trouble.circuit === null || admits(trouble.circuit, now, this.#breaker) ? 0 : 1;
  }
}
