/** Milliseconds of silence after what looks like the end of an answer, until it is taken as the end. */
export const QUIET_END = 1000;

export interface Silence {
  /** How long nothing has arrived, in milliseconds. */
  readonly quiet: number;
  /** Milliseconds that a stream may be silent; null for no limit. */
  readonly limit: number | null;
  /** Whether the stream has been checked for its end since it fell silent. */
  readonly checked: boolean;
}

/** `check`: check whether the answer has ended; `expired`: the same, and if it has not, the silence has lasted too long. */
export type SilenceStep = "wait" | "check" | "expired";

/** What to do about a stream that has fallen silent. */
export function silenceStep({ quiet, limit, checked }: Silence): SilenceStep {
  if (limit !== null && quiet >= limit) return "expired";
  return quiet >= QUIET_END && !checked ? "check" : "wait";
}

export interface SilentStream {
  readonly step: "check" | "expired";
  /** Whether nothing relevant can follow. */
  readonly nothingFollows: boolean;
  /** Whether the end has been announced; more may follow it, for example the usage. */
  readonly endAnnounced: boolean;
}

/** What follows from the check of a silent stream: an announced end counts once the silence has lasted too long. */
export function silenceOutcome({ step, nothingFollows, endAnnounced }: SilentStream): "ended" | "timeout" | "wait" {
  if (nothingFollows) return "ended";
  if (step === "check") return "wait";
  return endAnnounced ? "ended" : "timeout";
}
