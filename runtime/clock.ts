/** Time as the runtime sees it, injected so that tests never sleep. */
export interface Clock {
  /** Milliseconds on a clock that never jumps. Only differences mean something. */
  now(): number;
  /** Milliseconds since 1970. */
  wall(): number;
  /** Calls `fn` once, `ms` from now. */
  setTimer(ms: number, fn: () => void): Timer;
}

export interface Timer {
  cancel(): void;
}

/** 24 days: of anything longer the engine's timers make one millisecond. Clients choose how late a branch starts. */
const LONGEST_MS = 0x7fffffff;

export const systemClock: Clock = {
  now: () => performance.now(),
  wall: () => Date.now(),
  setTimer(ms, fn) {
    const handle = setTimeout(fn, Math.min(ms, LONGEST_MS));
    return { cancel: () => clearTimeout(handle) };
  },
};
