import { afterEach, beforeEach, vi } from "vitest";

/**
 * Holds the real timers of each test in a file, and gives back what moves them on: the wait before a stream is broken off does
 * not go by a gateway's clock.
 */
export function heldTimers(): (ms: number) => void {
  beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] }));
  afterEach(() => void vi.useRealTimers());
  return (ms) => void vi.advanceTimersByTime(ms);
}
