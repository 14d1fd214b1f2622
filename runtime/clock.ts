/** The runtime's source of time, injected so that tests never sleep. */
export interface Clock {
  /** Milliseconds on a monotonic clock. Only differences are meaningful. */
  now(): number;
  /** Milliseconds since 1970. */
  wall(): number;
  /** Calls `fn` once, `ms` from now. */
  setTimer(ms: number, fn: () => void): Timer;
}

export interface Timer {
  cancel(): void;
}

/** 24 days. Node turns any longer timeout into one millisecond, and clients choose the handicaps of `A!B`. */
const LONGEST_MS = 0x7fffffff;

export const systemClock: Clock = {
  now: () => performance.now(),
  wall: () => Date.now(),
  setTimer(ms, fn) {
    const handle = setTimeout(fn, Math.min(ms, LONGEST_MS));
    return { cancel: () => clearTimeout(handle) };
  },
};
