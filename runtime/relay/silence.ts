import type { StreamProgress } from "../protocols/stream-mender.ts";

/** Milliseconds of silence after a stream's last event, until the connection is not waited for any longer. */
export const QUIET_END = 1000;

export interface Silence {
  /** How long nothing has arrived, in milliseconds. */
  readonly quiet: number;
  /** Milliseconds that a stream may be silent; null for no limit. */
  readonly limit: number | null;
  /** Milliseconds of silence, after everything that was asked for, until the end is not waited for any longer. */
  readonly end: number;
  /** What was last done about this silence; "wait" at first. */
  readonly last: SilenceStep;
}

/**
 * `check`: whether the last event has arrived; `settle`: whether everything that was asked for has; `expired`: the same, and
 * if it has not, the silence has lasted too long.
 */
export type SilenceStep = "wait" | "check" | "settle" | "expired";

/** What to do about a stream that has fallen silent; each step is taken once, except for the last one. */
export function silenceStep({ quiet, limit, end, last }: Silence): SilenceStep {
  if (limit !== null && quiet >= limit) return "expired";
  if (quiet >= end && last !== "settle") return "settle";
  return quiet >= QUIET_END && last === "wait" ? "check" : "wait";
}

export interface SilentStream {
  readonly step: Exclude<SilenceStep, "wait">;
  readonly progress: StreamProgress;
}

/** What follows from a step. Only a stream that nothing can follow ends well by its silence. */
export function silenceOutcome({ step, progress }: SilentStream): "ended" | "timeout" | "wait" {
  if (progress === "done") return "ended";
  if (step === "check") return "wait";
  if (progress === "complete") return "ended";
  return step === "expired" ? "timeout" : "wait";
}
