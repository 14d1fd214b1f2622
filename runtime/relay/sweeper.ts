import type { Clock } from "../clock.ts";

/** A stream that can fall silent. */
export interface Watched {
  /** `now` in milliseconds of the clock. */
  look(now: number): void;
}

/** Looks at all open streams at an interval: resetting a timer with each event would cost more than relaying it. */
export interface Sweeper {
  watch(stream: Watched): void;
  forget(stream: Watched): void;
}

/** The interval in milliseconds, by which a stream's silence may be noticed late. */
const SWEEP_MS = 100;

export function createSweeper(clock: Clock): Sweeper {
  const streams = new Set<Watched>();
  let running = false;

  function sweep(): void {
    const now = clock.now();
    for (const stream of streams) stream.look(now);
    running = streams.size > 0;
    if (running) clock.setTimer(SWEEP_MS, sweep);
  }

  return {
    watch(stream) {
      streams.add(stream);
      if (running) return;
      running = true;
      clock.setTimer(SWEEP_MS, sweep);
    },
    forget: (stream) => void streams.delete(stream),
  };
}
