import type { Settings } from "../contract/settings.ts";
import type { Verdict } from "../failure/classify.ts";

export interface StepInput {
  readonly verdict: Verdict;
  /** Milliseconds until the upstream wants another request; null if it did not say. */
  readonly retryAfter: number | null;
  /** Whether the upstream does not want the request again. */
  readonly dontRetry: boolean;
  /** Whether there is another target. */
  readonly hasNext: boolean;
  /** Retries of this target, except those after a hinted wait. */
  readonly retried: number;
  /** Retries of this target after a hinted wait. */
  readonly waited: number;
  /** How often the request has moved on to another target. */
  readonly hops: number;
  /** How many attempts the request has caused, in all its branches. */
  readonly attempts: number;
  /** Milliseconds since the request arrived. */
  readonly elapsed: number;
  /** 0 ≤ x < 1. */
  readonly random: number;
  readonly limits: Settings["failure"];
}

export type Step =
  /** `hinted`: the upstream asked for this wait, so it counts as `waited` rather than `retried`. */
  | { readonly kind: "retry"; readonly waitMs: number; readonly hinted: boolean }
  | { readonly kind: "advance" }
  | { readonly kind: "finish" };

const FINISH: Step = { kind: "finish" };
const ADVANCE: Step = { kind: "advance" };
/** A connection that breaks was most often idle and closed by the upstream: a new one works at once. */
const RECONNECT_MS = 25;
/** Without another target it is worth waiting more often, but not for ever if the upstream's hints are never right. */
const WAITS_WITHOUT_NEXT = 4;

/** How many attempts a request may cause if the config does not say. */
const USUAL_ATTEMPTS = 16;

export function mostAttempts({ maxAttempts = USUAL_ATTEMPTS }: Settings["failure"]): number {
  return maxAttempts;
}

/** What follows a failed attempt: the same target again after a wait; then the next target; then the end. */
export function nextStep(input: StepInput): Step {
  const { verdict, hasNext, hops, attempts, elapsed, limits } = input;
  const leftMs = limits.totalTimeoutBudget * 1000 - elapsed;
  if (verdict === "final" || !limits.enabled || leftMs <= 0 || attempts >= mostAttempts(limits)) return FINISH;
  const canAdvance = hasNext && hops < limits.maxFailoverHops;
  const again = retryOf(input, canAdvance);
  if (again !== null && again.waitMs < leftMs) return again;
  return canAdvance ? ADVANCE : FINISH;
}

type Retry = Extract<Step, { kind: "retry" }>;

function retryOf(input: StepInput, canAdvance: boolean): Retry | null {
  const { verdict, dontRetry, retryAfter, retried, random, limits } = input;
  if (dontRetry) return null;
  if (verdict !== "retry" && verdict !== "reconnect" && verdict !== "limited") return null;
  if (retryAfter !== null && retryAfter > limits.maxSilentWait * 1000) return null;
  if (verdict === "limited" && retryAfter !== null) return hintedRetry(input, retryAfter, canAdvance);
  if (retried >= limits.retries) return null;
  const base = verdict === "reconnect" ? RECONNECT_MS : limits.minRetryWait * 1000;
  return { kind: "retry", waitMs: Math.max(base * 2 ** retried * (1 + random / 2), retryAfter ?? 0), hinted: false };
}

/** Slightly late rather than early, and not all waiting requests at the same time. */
function hintedRetry({ waited, random, limits }: StepInput, hint: number, canAdvance: boolean): Retry | null {
  if (waited >= (canAdvance ? 1 : WAITS_WITHOUT_NEXT)) return null;
  // A hint that did not help, such as "now", is not followed again.
  const floor = waited === 0 ? RECONNECT_MS : limits.minRetryWait * 1000;
  return { kind: "retry", waitMs: Math.max(hint, floor) + random * Math.min(hint / 10, 1000), hinted: true };
}
