import type { Outcome } from "../../failure/outcome.ts";
import type { Attempt } from "../attempt.ts";

/**
 * What is known about targets across requests: circuits, cooldowns and dead keys. While everything is healthy, each call
 * costs one comparison.
 */
export interface Health {
  /**
   * The attempts in their order, but healthy ones first, then those with an open circuit or a cooldown, then those with a
   * dead key. The same list if that changes nothing.
   */
  order(attempts: readonly Attempt[]): readonly Attempt[];
  /** Whether the attempt can be made now. */
  healthy(attempt: Attempt): boolean;
  /** The attempt is sent; it may be the probe of an open circuit. One of the next three follows, once. */
  started(attempt: Attempt): void;
  /** It answered completely. */
  succeeded(attempt: Attempt): void;
  failed(attempt: Attempt, outcome: Outcome): void;
  /** It was ended for a reason that says nothing about the target: the client left, or another leg won. */
  released(attempt: Attempt): void;
  snapshot(): HealthSnapshot;
}

/** For `GET /readyz?verbose`. Healthy targets and keys are left out. */
export interface HealthSnapshot {
  readonly circuits: readonly {
    /** `openai.2:gpt-4o`. */
    readonly target: string;
    readonly state: "closed" | "open" | "half_open";
    /** Consecutive. */
    readonly failures: number;
    /** Of the last failure, as in the log: `connection_refused`; null if another server saw it. */
    readonly reason: string | null;
    /** Seconds until a request may probe it; 0 if one may now. */
    readonly retry_in: number;
  }[];
  readonly cooldowns: readonly { readonly target: string; readonly reason: string; readonly retry_in: number }[];
  /** Instances, `openai.2`. */
  readonly dead_keys: readonly { readonly instance: string; readonly reason: string }[];
}
