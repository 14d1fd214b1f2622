import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { systemClock } from "../runtime/clock.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("a timer never fires early, however long it is: clients choose when a branch starts", () => {
  const rang = vi.fn();
  systemClock.setTimer(3_000_000_000, rang);
  vi.advanceTimersByTime(2_000_000_000);
  expect(rang).not.toHaveBeenCalled();
});
