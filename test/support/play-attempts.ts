/** One request's attempts as the policies alone decide them, without a socket. */
import type { Settings } from "../../runtime/contract/settings.ts";
import { classify } from "../../runtime/failure/classify.ts";
import type { Outcome } from "../../runtime/failure/outcome.ts";
import { nextStep } from "../../runtime/routing/next-step.ts";
import type { FakeClock } from "./fake-clock.ts";

export const failureLimits: Settings["failure"] = {
  enabled: true,
  retries: 1,
  minRetryWait: 1,
  totalTimeoutBudget: 90,
  maxFailoverHops: 5,
  maxSilentWait: 30,
  keepaliveInterval: 8,
};

/** What a target does when it is asked; null is an answer. */
export type Script = () => Outcome | null;

export interface Played {
  /** Milliseconds since the request came, and which target. */
  readonly asked: readonly { readonly at: number; readonly target: number }[];
  /** Who answered; null where none did. */
  readonly answeredBy: number | null;
}

export interface PlayOptions {
  readonly clock: FakeClock;
  readonly targets: readonly Script[];
  readonly limits?: Partial<Settings["failure"]>;
  readonly random?: number;
}

export function playAttempts({ clock, targets, limits = {}, random = 0.5 }: PlayOptions): Played {
  const began = clock.now();
  const asked: { at: number; target: number }[] = [];
  let [index, retried, waited] = [0, 0, 0];
  for (;;) {
    asked.push({ at: clock.now() - began, target: index });
    const outcome = targets[index]?.() ?? null;
    if (outcome === null) return { asked, answeredBy: index };
    const step = nextStep({
      verdict: classify(outcome),
      dontRetry: outcome.kind === "status" && outcome.dontRetry === true,
      retryAfter: outcome.kind === "status" ? outcome.retryAfter : null,
      hasNext: index + 1 < targets.length,
      retried,
      waited,
      hops: index,
      attempts: asked.length,
      elapsed: clock.now() - began,
      random,
      limits: { ...failureLimits, ...limits },
    });
    if (step.kind === "finish") return { asked, answeredBy: null };
    if (step.kind === "retry") {
      clock.advance(step.waitMs);
      if (step.hinted) waited++;
      else retried++;
    } else {
      index++;
      retried = 0;
      waited = 0;
    }
  }
}

/** An answer that is an error. */
export function answers(status: number, retryAfter: number | null = null): Outcome {
  return { kind: "status", status, code: null, message: null, retryAfter };
}

/** Does `outcome` the first `times` times, then answers. */
export function times(count: number, outcome: Outcome): Script {
  let left = count;
  return () => (left-- > 0 ? outcome : null);
}
