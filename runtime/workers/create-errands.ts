import type { Clock } from "../clock.ts";
import { createRecent } from "../conversation/recent.ts";
import type { ToPrimary, ToWorker } from "./messages.ts";

/** Who does which task: of the workers that want one done, the first. */
export interface Errands {
  wanted(number: number, key: string): void;
  done(number: number, task: Extract<ToPrimary, { kind: "done" }>): void;
  /** The worker is gone: another one that waits for its task does it. */
  left(number: number): void;
}

export interface ErrandsOptions {
  readonly clock: Clock;
  readonly send: (number: number, messages: readonly ToWorker[]) => void;
}

interface Running {
  by: number;
  readonly waiting: Set<number>;
}

/** A day, in milliseconds: by then, whoever wanted a result has had it. */
const LASTS_MS = 86_400_000;
const MOST_RESULTS = 100;
const MOST_BYTES = 1 << 20;

export function createErrands({ clock, send }: ErrandsOptions): Errands {
  const running = new Map<string, Running>();
  const limits = { count: MOST_RESULTS, bytes: MOST_BYTES, lasts: LASTS_MS };
  const results = createRecent<string>(limits, () => clock.now());

  function assign(number: number, key: string, waiting: Set<number>): void {
    running.set(key, { by: number, waiting });
    send(number, [{ kind: "do", key }]);
  }

  return {
    wanted(number, key) {
      const result = results.get(key);
      const under = running.get(key);
      if (result !== null) send(number, [{ kind: "result", key, result }]);
      else if (under === undefined) assign(number, key, new Set());
      else under.waiting.add(number);
    },
    done(number, { key, result, isLasting }) {
      const under = running.get(key);
      if (under === undefined || under.by !== number) return;
      running.delete(key);
      if (isLasting) results.put(key, result, result.length);
      for (const other of under.waiting) send(other, [{ kind: "result", key, result }]);
    },
    left(number) {
      for (const [key, { by, waiting }] of running) {
        waiting.delete(number);
        if (by !== number) continue;
        running.delete(key);
        const [next] = waiting;
        if (next === undefined) continue;
        waiting.delete(next);
        assign(next, key, waiting);
      }
    },
  };
}
