import type { ResultBlock } from "../../model/block.ts";
import type { Turn } from "../../model/turn.ts";

/** The results of calls, by the ids of the calls. */
export interface PendingResults {
  /** Removes and returns the next result of a call; null if there is none. */
  take(call: string): ResultBlock | null;
  /** Removes a result that no call has taken. Returns false if a call has. */
  takeAlone(result: ResultBlock): boolean;
}

/**
 * Servers without ids of their own number calls from the start in each turn: an id may recur, with its results in the same
 * order.
 */
export function pendingResults(turns: readonly Turn[]): PendingResults {
  const queues = queuesOf(turns);
  const taken = new Set<ResultBlock>();
  return {
    take(call) {
      const queue = queues?.get(call);
      while (queue !== undefined && queue.next < queue.results.length) {
        const found = queue.results[queue.next++];
        if (found === undefined || taken.has(found)) continue;
        taken.add(found);
        return found;
      }
      return null;
    },
    takeAlone(result) {
      if (taken.has(result)) return false;
      taken.add(result);
      return true;
    },
  };
}

interface Queue {
  readonly results: ResultBlock[];
  next: number;
}

/** null if there are no results, as in most conversations. */
function queuesOf(turns: readonly Turn[]): ReadonlyMap<string, Queue> | null {
  let queues: Map<string, Queue> | null = null;
  for (const turn of turns) {
    if (turn.role !== "user" || typeof turn.content === "string") continue;
    for (const block of turn.content) {
      if (block.kind !== "result") continue;
      queues ??= new Map();
      const queue = queues.get(block.call);
      if (queue === undefined) queues.set(block.call, { results: [block], next: 0 });
      else queue.results.push(block);
    }
  }
  return queues;
}
