/** Many requests at once, each timed, for as long as a test wants. */
import { type Deferred, deferred } from "./deferred.ts";
import type { SharingServer } from "./sharing.ts";

export interface Timed {
  readonly status: number;
  /** Milliseconds until its answer was whole. */
  readonly ms: number;
}

export interface Load {
  /** All that were answered so far. */
  readonly answered: readonly Timed[];
  /** Settles when so many more are answered. */
  more(count: number): Promise<void>;
  /** Settles when the last one under way is answered; fails if any got no answer. */
  stop(): Promise<void>;
}

export interface LoadOptions {
  readonly model: string;
  readonly atOnce: number;
}

/** Asks the servers in turn. */
export function startLoad(servers: readonly SharingServer[], { model, atOnce }: LoadOptions): Load {
  const answered: Timed[] = [];
  const waiting = new Map<Deferred<void>, number>();
  let turn = 0;
  let ended = false;
  async function work(): Promise<void> {
    while (!ended) {
      const server = servers[turn++ % servers.length];
      if (server === undefined) throw new Error("nobody to ask");
      const from = performance.now();
      const { status } = await server.ask(model);
      answered.push({ status, ms: performance.now() - from });
      for (const [waiter, count] of waiting) {
        if (answered.length < count) continue;
        waiting.delete(waiter);
        waiter.resolve();
      }
    }
  }
  const workers = Promise.all(Array.from({ length: atOnce }, work)).then(() => {});
  const more = (count: number) => {
    const waiter = deferred();
    waiting.set(waiter, answered.length + count);
    // The wait for a failed worker would not end.
    return Promise.race([waiter.promise, workers]);
  };
  return {
    answered,
    more,
    stop() {
      ended = true;
      return workers;
    },
  };
}
