/**
 * The delay before the next attempt to connect, in milliseconds: short at first, and never so long that a Redis that is back
 * has to wait.
 */
const FIRST = 50;
const LONGEST = 1000;

export interface Backoff {
  next(): number;
  /** The connection was established. */
  reset(): void;
}

export function createBackoff(): Backoff {
  let attempts = 0;
  return {
    next: () => Math.min(FIRST * 2 ** attempts++, LONGEST),
    reset() {
      attempts = 0;
    },
  };
}
