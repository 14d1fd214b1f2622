import type { BreakerSettings } from "../../contract/settings.ts";
import { afterFailure, afterNothing, afterSuccess, begin, type Circuit } from "./breaker.ts";

/** A step of a target's circuit that is no change of health yet. Workers of one server take them together. */
export type CircuitNote =
  | { readonly kind: "failed"; readonly target: string; readonly reason?: string | undefined }
  /** A success after failures that had not opened it. */
  | { readonly kind: "recovered"; readonly target: string }
  | { readonly kind: "probing"; readonly target: string }
  /** The probe said nothing. */
  | { readonly kind: "probe_released"; readonly target: string }
  /** The probe succeeded, and another one must too. */
  | { readonly kind: "probe_passed"; readonly target: string };

export interface Step {
  readonly target: string;
  readonly before: Circuit | null;
  readonly after: Circuit | null;
}

/** null if nothing has happened, or what every server is told anyway: it has opened, or closed. */
export function noteOf({ target, before, after }: Step): CircuitNote | null {
  if (after === before) return null;
  if (after === null) return before?.kind === "closed" ? { kind: "recovered", target } : null;
  if (after.kind === "closed") return { kind: "failed", target, reason: after.reason };
  if (after.kind !== "half_open" || before?.kind !== "half_open") return null;
  return { kind: after.successes > before.successes ? "probe_passed" : "probe_released", target };
}

export interface FollowInput {
  readonly note: CircuitNote;
  readonly circuit: Circuit | null;
  /** Of another worker's probes, the numbers here. */
  readonly probe: number | null;
  readonly now: number;
  readonly settings: BreakerSettings;
}

export interface Followed {
  readonly circuit: Circuit | null;
  /** The number of the probe that another worker has sent; null if there is none. */
  readonly probe: number | null;
}

/** A circuit after a step that another worker has seen. */
export function follow({ note, circuit, probe, now, settings }: FollowInput): Followed {
  switch (note.kind) {
    case "failed": {
      const { reason } = note;
      const report = { probe: null, now, ...(reason !== undefined && { reason }) };
      return { circuit: afterFailure(circuit, report, settings), probe: null };
    }
    case "recovered":
      return { circuit: circuit?.kind === "closed" ? null : circuit, probe: null };
    case "probing": {
      const begun = circuit === null ? null : begin(circuit, now, settings);
      return begun ?? { circuit, probe: null };
    }
    case "probe_released":
      return { circuit: circuit && afterNothing(circuit, { probe, now }), probe: null };
    case "probe_passed":
      return { circuit: circuit && afterSuccess(circuit, { probe, now }, settings), probe: null };
  }
}
