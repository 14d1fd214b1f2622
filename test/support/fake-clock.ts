import type { Clock, Timer } from "../../runtime/clock.ts";

export interface FakeClock extends Clock {
  /** Moves time on and runs, in order, every timer that falls due, also those set meanwhile. */
  advance(ms: number): void;
  /** How many timers wait. */
  readonly pending: number;
}

/** A clock that stands still until told. `wall` starts at 2026-01-01. */
export function fakeClock(): FakeClock {
  const start = Date.UTC(2026, 0, 1);
  const timers: { readonly due: number; readonly fn: () => void }[] = [];
  let time = 0;
  return {
    now: () => time,
    wall: () => start + time,
    setTimer(ms, fn): Timer {
      const timer = { due: time + ms, fn };
      timers.push(timer);
      return {
        cancel() {
          const at = timers.indexOf(timer);
          if (at >= 0) timers.splice(at, 1);
        },
      };
    },
    advance(ms) {
      const end = time + ms;
      for (;;) {
        const next = timers.toSorted((a, b) => a.due - b.due)[0];
        if (next === undefined || next.due > end) break;
        timers.splice(timers.indexOf(next), 1);
        time = next.due;
        next.fn();
      }
      time = end;
    },
    get pending() {
      return timers.length;
    },
  };
}
