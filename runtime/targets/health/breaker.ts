import type { BreakerSettings } from "../../contract.ts";

/** A target's circuit; a target without one has not failed since it last answered. Times are milliseconds of one clock. */
export type Circuit =
  | { readonly kind: "closed"; readonly failures: number; readonly failedAt: number }
  | { readonly kind: "open"; readonly failures: number; readonly until: number }
  | {
      readonly kind: "half_open";
      readonly failures: number;
      readonly successes: number;
      /** Of those that are out, when each stops counting: one that is never heard of again blocks nothing for ever. */
      readonly probes: readonly number[];
      readonly probedAt: number;
    };

export interface Report {
  /** What `begin` gave to the attempt that reports; null where it was no probe. */
  readonly probe: number | null;
  readonly now: number;
}

/** What has not moved for so long is forgotten: circuits are about seconds. */
const FORGET_MS = 600_000;

/** Whether a request may go to the target as if nothing were wrong. */
export function admits(circuit: Circuit, now: number, settings: BreakerSettings): boolean {
  switch (circuit.kind) {
    case "closed":
      return true;
    case "open":
      return now >= circuit.until;
    case "half_open":
      return counting(circuit.probes, now).length < settings.halfOpenInflight;
  }
}

/** A request goes to the target: as a probe where the circuit wants one, else null. A request beyond that is no probe. */
export function begin(
  circuit: Circuit,
  now: number,
  settings: BreakerSettings,
): { readonly circuit: Circuit; readonly probe: number } | null {
  if (circuit.kind === "closed" || !admits(circuit, now, settings)) return null;
  const probe = now + settings.openCooldown * 1000;
  const { successes, probes } = circuit.kind === "half_open" ? circuit : { successes: 0, probes: [] };
  const { failures } = circuit;
  const all = [...counting(probes, now), probe];
  return { circuit: { kind: "half_open", failures, successes, probes: all, probedAt: now }, probe };
}

/**
 * The circuit after a failure. An open one stays as it is, and of a half-open one only the probes that count decide:
 * what fails late was sent before, and says nothing new.
 */
export function afterFailure(circuit: Circuit | null, { probe, now }: Report, settings: BreakerSettings): Circuit {
  if (circuit?.kind === "open") return circuit;
  if (circuit?.kind === "half_open" && (probe === null || !circuit.probes.includes(probe))) return circuit;
  const failures = (circuit?.failures ?? 0) + 1;
  if (circuit?.kind === "half_open" || failures >= settings.failureThreshold) {
    return { kind: "open", failures, until: now + settings.openCooldown * 1000 };
  }
  return { kind: "closed", failures, failedAt: now };
}

/** The circuit after a whole answer; null where nothing is wrong any more. */
export function afterSuccess(circuit: Circuit, { probe }: Report, settings: BreakerSettings): Circuit | null {
  if (circuit.kind === "closed") return null;
  if (circuit.kind === "open" || probe === null) return circuit;
  const successes = circuit.successes + 1;
  return successes >= settings.halfOpenSuccesses ? null : { ...circuit, successes, probes: without(circuit, probe) };
}

/** The circuit after an attempt that says nothing about the target: its probe is free for the next. */
export function afterNothing(circuit: Circuit, { probe }: Report): Circuit {
  if (circuit.kind !== "half_open" || probe === null) return circuit;
  return { ...circuit, probes: without(circuit, probe) };
}

/** Whether it says nothing about the target of today. */
export function isForgotten(circuit: Circuit, now: number): boolean {
  return now - lastMove(circuit) >= FORGET_MS;
}

function lastMove(circuit: Circuit): number {
  if (circuit.kind === "closed") return circuit.failedAt;
  return circuit.kind === "open" ? circuit.until : circuit.probedAt;
}

function counting(probes: readonly number[], now: number): readonly number[] {
  return probes.filter((until) => until > now);
}

function without({ probes }: Extract<Circuit, { kind: "half_open" }>, probe: number): readonly number[] {
  const at = probes.indexOf(probe);
  return at < 0 ? probes : probes.toSpliced(at, 1);
}
