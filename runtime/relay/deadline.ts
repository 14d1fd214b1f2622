import type { Clock, Timer } from "../clock.ts";
import type { TimeoutKind } from "../failure/outcome.ts";
import type { Limits } from "../routing/limits.ts";

/**
 * Tracks the next of an attempt's time limits. One timer at a time, because most attempts have the same limit in all their
 * phases.
 */
export class Deadline {
  readonly #clock: Clock;
  readonly #limits: Limits;
  readonly #passed: (of: TimeoutKind) => void;
  readonly #startedAt: number;
  #timer: Timer | null = null;
  #armed: TimeoutKind | null = null;

  constructor(clock: Clock, limits: Limits, passed: (of: TimeoutKind) => void) {
    this.#clock = clock;
    this.#limits = limits;
    this.#passed = passed;
    this.#startedAt = clock.now();
    this.#arm(limits.header, limits.firstToken);
  }

  /** The headers have arrived; a first token can only be seen in a stream. */
  answered(stream: boolean): void {
    this.#arm(null, stream ? this.#limits.firstToken : null);
  }

  /** The first token has arrived. */
  spoke(): void {
    this.#arm(null, null);
  }

  cancel(): void {
    this.#timer?.cancel();
  }

  #arm(header: number | null, firstToken: number | null): void {
    let of: TimeoutKind = "total";
    let ms = this.#limits.total;
    if (firstToken !== null && (ms === null || firstToken < ms)) {
      of = "first_token";
      ms = firstToken;
    }
    if (header !== null && (ms === null || header < ms)) {
      of = "header";
      ms = header;
    }
    if (of === this.#armed) return;
    this.#timer?.cancel();
    this.#armed = of;
    if (ms === null) return;
    const gone = this.#clock.now() - this.#startedAt;
    this.#timer = this.#clock.setTimer(Math.max(0, ms - gone), () => this.#passed(of));
  }
}
