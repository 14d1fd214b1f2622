import type { FailureKind } from "../contract/failure-kind.ts";
import type { Settings } from "../contract/settings.ts";
import { classify, type Verdict } from "../failure/classify.ts";
import { failureKind } from "../failure/failure-kind.ts";
import type { Outcome } from "../failure/outcome.ts";
import type { Attempt } from "../targets/attempt.ts";
import type { Health } from "../targets/health/health.ts";
import { admits, opened } from "./admission.ts";
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
    this.#targets = opened(tools.limits.enabled ? tools.health.order(targets) : targets, targets);
  }

  /** The current target; null before the first. */
  get current(): Attempt | null {
    return this.#targets[this.#at] ?? null;
  }

  /** Whether there is another target for a request that the current one cannot serve. */
  get hasNext(): boolean {
    return this.#nextAfter("unprocessable") < this.#targets.length;
  }

  /** Whether the silence of the current target can lead to another one. */
  get mayAdvance(): boolean {
    const { enabled, maxFailoverHops } = this.#tools.limits;
    return enabled && this.#hops < maxFailoverHops && this.#nextAfter("timeout") < this.#targets.length;
  }

  /** Moves to the next target without counting a hop. null if there is none. */
  next(): Attempt | null {
    return this.#moveTo(this.#nextAfter("unprocessable"));
  }

  /**
   * Records the failure of the current target. With the step `advance`, the next target has already become the current
   * one.
   */
  after({ outcome, repeatable, attempts, elapsed }: Failed): Decision {
    const { health, limits, random } = this.#tools;
    const verdict = classify(outcome);
    const failed = this.current;
    const kind = failureKind(outcome, verdict);
    if (failed !== null && this.#at + 1 < this.#targets.length) {
      const rest = restAfter({ verdict, outcome, failed, rest: this.#targets.slice(this.#at + 1) });
      this.#targets = [failed, ...health.order(rest)];
      this.#at = 0;
    }
    const next = this.#nextAfter(kind);
    const hasNext = next < this.#targets.length;
    const meant = kind === "content_filter" && hasNext ? "advance" : verdict;
    const step = nextStep({
      verdict: repeatable ? meant : "final",
      retryAfter: outcome.kind === "status" ? outcome.retryAfter : null,
      dontRetry: outcome.kind === "status" && outcome.dontRetry === true,
      hasNext,
      retried: this.#retried,
      waited: this.#waited,
      hops: this.#hops,
      attempts,
      elapsed,
      random: random(),
      limits,
    });
    this.#count(step, next);
    return { verdict, step };
  }

  /** The index of the first target that may follow such a failure; those before it are passed over. */
  #nextAfter(kind: FailureKind | null): number {
    let next = this.#at + 1;
    // What may be the first has been decided already.
    if (this.#at < 0) return next;
    for (; next < this.#targets.length; next++) {
      const target = this.#targets[next];
      if (target !== undefined && admits(target, kind, this.current)) break;
    }
    return next;
  }

  #moveTo(index: number): Attempt | null {
    this.#at = index;
    this.#retried = 0;
    this.#waited = 0;
    return this.current;
  }

  #count(step: Step, next: number): void {
    if (step.kind === "advance") {
      this.#hops++;
      this.#moveTo(next);
    } else if (step.kind === "retry") {
      if (step.hinted) this.#waited++;
      else this.#retried++;
    }
  }
}
