import type { BreakerSettings } from "../../contract/settings.ts";

/**
 * A target's circuit; a target has one only if it has failed since its last success. Times are milliseconds of one clock.
 */
export type Circuit =
  | (Cause & { readonly kind: "closed"; readonly failures: number; readonly failedAt: number })
  | (Cause & { readonly kind: "open"; readonly failures: number; readonly until: number })
  | (Cause & {
      readonly kind: "half_open";
      readonly failures: number;
      readonly successes: number;
      /** When each outstanding probe expires: a probe whose result never comes must not block the target for ever. */
      readonly probes: readonly number[];
      readonly probedAt: number;
    });

interface Cause {
  /** Of the last failure, `connection_refused`; left out if another server saw it. */
  readonly reason?: string;
}

export interface Report {
  /** The number that `begin` returned to the reporting attempt; null if it was not a probe. */
  readonly probe: number | null;
  readonly now: number;
  /** Of a failure. */
  readonly reason?: string;
}

/** A circuit that has not changed for this long is dropped: circuits are about seconds. */
const FORGET_MS = 600_000;

/** Whether a request may go to the target as if it were healthy. */
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

/**
 * A request goes to the target. Returns a number if it is a probe. A request beyond the allowed probes is not a probe: null.
 */
export function begin(
  circuit: Circuit,
  now: number,
  settings: BreakerSettings,
): { readonly circuit: Circuit; readonly probe: number } | null {
  if (circuit.kind === "closed" || !admits(circuit, now, settings)) return null;
  const probe = now + settings.openCooldown * 1000;
  const { successes, probes } = circuit.kind === "half_open" ? circuit : { successes: 0, probes: [] };
  const { failures, reason } = circuit;
  const all = [...counting(probes, now), probe];
  return { circuit: { kind: "half_open", failures, successes, probes: all, probedAt: now, ...named(reason) }, probe };
}

/**
 * The circuit after a failure. An open circuit stays as it is, and a half-open one depends only on its current probes: other
 * failures belong to requests that were sent earlier.
 */
export function afterFailure(
  circuit: Circuit | null,
  { probe, now, reason }: Report,
  settings: BreakerSettings,
): Circuit {
  if (circuit?.kind === "open") return circuit;
  if (circuit?.kind === "half_open" && (probe === null || !circuit.probes.includes(probe))) return circuit;
  const failures = (circuit?.failures ?? 0) + 1;
  if (circuit?.kind === "half_open" || failures >= settings.failureThreshold) {
    return { kind: "open", failures, until: now + settings.openCooldown * 1000, ...named(reason) };
  }
  return { kind: "closed", failures, failedAt: now, ...named(reason) };
}

function named(reason: string | undefined): Cause {
  return reason === undefined ? {} : { reason };
}

/** The circuit after a complete answer; null if nothing is wrong any more. */
export function afterSuccess(circuit: Circuit, { probe }: Report, settings: BreakerSettings): Circuit | null {
  if (circuit.kind === "closed") return null;
  if (circuit.kind === "open" || probe === null) return circuit;
  const successes = circuit.successes + 1;
  return successes >= settings.halfOpenSuccesses ? null : { ...circuit, successes, probes: without(circuit, probe) };
}

/** The circuit after an attempt that says nothing about the target: its probe becomes available again. */
export function afterNothing(circuit: Circuit, { probe }: Report): Circuit {
  if (circuit.kind !== "half_open" || probe === null) return circuit;
  return { ...circuit, probes: without(circuit, probe) };
}

/** Whether it is too old to mean anything. */
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
