/** Upstreams whose port closes for a while, one after another. */
import { setTimeout as pause } from "node:timers/promises";
import type { Upstream } from "../faults/upstream.ts";

export interface Outages {
  count(): number;
  /** The upstreams whose port was closed at some time between the two, on the clock of `performance.now()`. */
  during(from: number, to: number): readonly string[];
  /** Settles when all ports are open. */
  stop(): Promise<void>;
}

/** Milliseconds. */
const CLOSED = 120;
const BETWEEN = 500;

export function outages(upstreams: readonly Upstream[]): Outages {
  const past: { readonly name: string; readonly from: number; to: number }[] = [];
  const end = new AbortController();

  async function turn(): Promise<void> {
    for (let index = 0; ; index += 1) {
      await pause(BETWEEN, undefined, { signal: end.signal });
      const upstream = upstreams[index % upstreams.length];
      if (upstream === undefined) return;
      const outage = { name: upstream.name, from: performance.now(), to: Number.POSITIVE_INFINITY };
      past.push(outage);
      await upstream.down();
      await pause(CLOSED);
      await upstream.up();
      outage.to = performance.now();
    }
  }
  const turning = turn().catch((error: Error) => {
    if (error.name !== "AbortError") throw error;
  });

  return {
    count: () => past.length,
    during: (from, to) => past.filter((outage) => outage.from < to && outage.to > from).map(({ name }) => name),
    stop() {
      end.abort();
      return turning;
    },
  };
}
