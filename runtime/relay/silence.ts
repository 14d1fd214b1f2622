/** Milliseconds of silence behind what looks like the end of an answer, after which it is taken for the end. */
export const QUIET_END = 1000;

export interface Silence {
  /** How long nothing has come, in milliseconds. */
  readonly quiet: number;
  /** Milliseconds that a stream may be silent; null for no limit. */
  readonly limit: number | null;
  /** Whether its end was looked for since it fell silent. */
  readonly checked: boolean;
}

/** `check`: look whether the answer is over; `expired`: as `check`, and if it is not, the silence has been too long. */
export type SilenceStep = "wait" | "check" | "expired";

/** What to do about a stream that has fallen silent. */
export function silenceStep({ quiet, limit, checked }: Silence): SilenceStep {
  if (limit !== null && quiet >= limit) return "expired";
  return quiet >= QUIET_END && !checked ? "check" : "wait";
}

export interface SilentStream {
  readonly step: "check" | "expired";
  /** Whether nothing can follow that matters. */
  readonly nothingFollows: boolean;
  /** Whether the end of the answer has been announced, behind which more may follow (its usage, for one). */
  readonly endAnnounced: boolean;
}

/** What becomes of a stream whose end was looked for: an announced end counts once the silence has been too long. */
export function silenceOutcome({ step, nothingFollows, endAnnounced }: SilentStream): "ended" | "timeout" | "wait" {
  if (nothingFollows) return "ended";
  if (step === "check") return "wait";
  return endAnnounced ? "ended" : "timeout";
}
