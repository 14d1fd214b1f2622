import type { Settings } from "../contract.ts";
import type { Verdict } from "./classify.ts";

export interface StepInput {
  readonly verdict: Verdict;
  /** Whether there is another target. */
  readonly hasNext: boolean;
  /** Tries that this target has had after its first. */
  readonly retried: number;
  /** Targets that were moved on to. */
  readonly hops: number;
  /** Milliseconds since the request came. */
  readonly elapsed: number;
  /** 0 ≤ x < 1. */
  readonly random: number;
  readonly limits: Settings["failure"];
}

export type Step =
  | { readonly kind: "retry"; readonly waitMs: number }
  | { readonly kind: "advance" }
  | { readonly kind: "finish" };

const FINISH: Step = { kind: "finish" };
const ADVANCE: Step = { kind: "advance" };
/** A connection that breaks is most often one that the upstream closed while it lay idle: a new one works at once. */
const RECONNECT_MS = 25;

/** What follows a failed attempt: the same target again after a growing, jittered wait; then the next; then the end. */
export function nextStep({ verdict, hasNext, retried, hops, elapsed, random, limits }: StepInput): Step {
  const leftMs = limits.totalTimeoutBudget * 1000 - elapsed;
  if (verdict === "final" || !limits.enabled || leftMs <= 0) return FINISH;
  if (verdict !== "advance" && retried < limits.retries) {
    const base = verdict === "reconnect" ? RECONNECT_MS : limits.minRetryWait * 1000;
    const waitMs = base * 2 ** retried * (1 + random / 2);
    if (waitMs < leftMs) return { kind: "retry", waitMs };
  }
  return hasNext && hops < limits.maxFailoverHops ? ADVANCE : FINISH;
}
