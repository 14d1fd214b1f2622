/** Milliseconds before a new attempt to connect: prompt at first, and never so long that a Redis which is back waits. */
const FIRST = 50;
const LONGEST = 1000;

export interface Backoff {
  next(): number;
  /** It went well. */
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
