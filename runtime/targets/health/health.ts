import type { Outcome } from "../../failure/outcome.ts";
import type { Attempt } from "../attempt.ts";

/**
 * What is known of targets between requests: circuits, cooldowns and dead keys. Where nothing is wrong with anything
 * each call costs one comparison.
 */
export interface Health {
  /**
   * The attempts with the healthy ones first, each kind in its order: then those whose circuit is open or which cool
   * down, then those with a dead key. The same list where nothing is wrong.
   */
  order(attempts: readonly Attempt[]): readonly Attempt[];
  /** Whether nothing speaks against trying this one now. */
  healthy(attempt: Attempt): boolean;
  /** The attempt goes out; it may be the probe of an open circuit. One of the three below follows, once. */
  started(attempt: Attempt): void;
  /** It answered, whole. */
  succeeded(attempt: Attempt): void;
  failed(attempt: Attempt, outcome: Outcome): void;
  /** It was given up for a reason that says nothing about the target: the client left, another leg won. */
  released(attempt: Attempt): void;
  snapshot(): HealthSnapshot;
}

/** As `GET /readyz?verbose` shows it. Targets and keys in which nothing is wrong are left out. */
export interface HealthSnapshot {
  readonly circuits: readonly {
    /** `openai.2:gpt-4o`. */
    readonly target: string;
    readonly state: "closed" | "open" | "half_open";
    /** In a row. */
    readonly failures: number;
    /** Seconds until a request may probe it; 0 where one may now. */
    readonly retry_in: number;
  }[];
  readonly cooldowns: readonly { readonly target: string; readonly reason: string; readonly retry_in: number }[];
  /** Instances, `openai.2`. */
  readonly dead_keys: readonly { readonly instance: string; readonly reason: string }[];
}
