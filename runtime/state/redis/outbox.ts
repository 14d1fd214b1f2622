import type { HealthChange } from "../../targets/health/change.ts";
import { subjectOf } from "./wire.ts";

/** Changes that the other servers have not received yet. */
export interface Outbox {
  put(change: HealthChange): void;
  all(): readonly HealthChange[];
  /** These have been published; later changes of the same subjects stay. */
  published(changes: readonly HealthChange[]): void;
}

/** Keeps the latest change of each subject, for the `limit` subjects that changed last. */
export function createOutbox(limit: number): Outbox {
  const waiting = new Map<string, HealthChange>();
  return {
    put(change) {
      const subject = subjectOf(change);
      waiting.delete(subject);
      waiting.set(subject, change);
      for (const oldest of waiting.keys()) {
        if (waiting.size <= limit) break;
        waiting.delete(oldest);
      }
    },
    all: () => [...waiting.values()],
    published(changes) {
      for (const change of changes) {
        const subject = subjectOf(change);
        if (waiting.get(subject) === change) waiting.delete(subject);
      }
    },
  };
}
