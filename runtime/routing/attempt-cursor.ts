import type { Settings } from "../contract/settings.ts";
import { classify, type Verdict } from "../failure/classify.ts";
import type { Outcome } from "../failure/outcome.ts";
import type { Attempt } from "../targets/attempt.ts";
import type { Health } from "../targets/health/health.ts";
import { nextStep, type Step } from "./next-step.ts";
import { restAfter } from "./rest-after.ts";

export interface CursorTools {
  readonly limits: Settings["failure"];
  readonly random: () => number;
  readonly health: Health;
}

export interface Failed {
  readonly outcome: Outcome;
  /** Whether the request can be sent again: a streamed upload cannot. */
  readonly repeatable: boolean;
  /** How many attempts the request has caused, in all its branches. */
  readonly attempts: number;
  /** Milliseconds since the request arrived. */
  readonly elapsed: number;
}

/** The meaning of a failed attempt, and what follows it. */
export interface Decision {
  readonly verdict: Verdict;
  readonly step: Step;
}

/**
 * A request's position among its targets: the current target, those that are left, and how many retries, waits and hops have
 * been used. Requests of all kinds use one to go through their targets.
 */
export class AttemptCursor {
  readonly #tools: CursorTools;
  #targets: readonly Attempt[];
  /** The index of the current target; -1 before the first. */
  #at = -1;
  #retried = 0;
  #waited = 0;
  #hops = 0;

  constructor(tools: CursorTools, targets: readonly Attempt[]) {
    this.#tools = tools;
    // Without failure handling, no healthy target replaces an unhealthy one.
    this.#targets = tools.limits.enabled ? tools.health.order(targets) : targets;
  }

  /** The current target; null before the first. */
  get current(): Attempt | null {
    return this.#targets[this.#at] ?? null;
  }

  get hasNext(): boolean {
    return this.#at + 1 < this.#targets.length;
  }

  /** Whether a failure of the current target can lead to another one. */
  get mayAdvance(): boolean {
    const { enabled, maxFailoverHops } = this.#tools.limits;
    return enabled && this.#hops < maxFailoverHops && this.hasNext;
  }

  /** Moves to the next target without counting a hop. null if there is none. */
  next(): Attempt | null {
    this.#at++;
    this.#retried = 0;
    this.#waited = 0;
    return this.current;
  }

  /**
   * Records the failure of the current target. With the step `advance`, the next target has already become the current
   * one.
   */
  after({ outcome, repeatable, attempts, elapsed }: Failed): Decision {
    const { health, limits, random } = this.#tools;
    const verdict = classify(outcome);
    const failed = this.current;
    if (failed !== null && this.hasNext) {
      const rest = restAfter({ verdict, outcome, failed, rest: this.#targets.slice(this.#at + 1) });
      this.#targets = [failed, ...health.order(rest)];
      this.#at = 0;
    }
    const step = nextStep({
      verdict: repeatable ? verdict : "final",
      retryAfter: outcome.kind === "status" ? outcome.retryAfter : null,
      dontRetry: outcome.kind === "status" && outcome.dontRetry === true,
      hasNext: this.hasNext,
      retried: this.#retried,
      waited: this.#waited,
      hops: this.#hops,
      attempts,
      elapsed,
      random: random(),
      limits,
    });
    this.#count(step);
    return { verdict, step };
  }

  #count(step: Step): void {
    if (step.kind === "advance") {
      this.#hops++;
      this.next();
    } else if (step.kind === "retry") {
      if (step.hinted) this.#waited++;
      else this.#retried++;
    }
  }
}
