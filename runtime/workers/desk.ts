import type { Clock } from "../clock.ts";
import type { SharedRecords, SharedState } from "../state/shared-state.ts";
import type { Errand } from "../targets/driver.ts";
import type { HealthChange } from "../targets/health/change.ts";
import type { CircuitNote } from "../targets/health/circuit-note.ts";
import type { ErrandParts } from "./errands.ts";
import type { Link } from "./link.ts";
import type { ToWorker } from "./messages.ts";

/** A worker's place among the others. */
export interface Desk {
  /** From 1. */
  readonly number: number;
  readonly crew: { readonly alive: number; readonly count: number };
  /** Health and records, through the primary. */
  readonly state: SharedState;
  circuit(note: CircuitNote): void;
  /** A session has begun, or another target has answered it. */
  session(key: string, target: string | null): void;
  /** From now on, and once with all that others already know. */
  attend(listener: DeskListener): void;
  take(message: ToWorker): void;
  /** Left out if the artifact has nothing to do with it. */
  readonly errand: Errand | undefined;
  /** The primary is gone. */
  alone(): void;
}

export interface DeskListener {
  health(change: HealthChange): void;
  circuit(note: CircuitNote): void;
  session(key: string, target: string | null): void;
  /** The record of this key is deleted. */
  deleted(key: string): void;
}

/** Milliseconds. */
const LONGEST_WAIT = 2000;

export interface DeskOptions {
  readonly number: number;
  readonly link: Link;
  readonly clock: Clock;
  readonly errands: ErrandParts | undefined;
}

export function createDesk({ number, link, clock, errands }: DeskOptions): Desk {
  const waiting = new Map<number, (text: string | null) => void>();
  let crew = { alive: 0, count: 0 };
  let gets = 0;
  let listener: DeskListener | null = null;
  const runner = errands?.inWorker(link) ?? null;

  const records: SharedRecords = {
    get(key) {
      const id = ++gets;
      return new Promise((resolve) => {
        const answer = (text: string | null) => {
          timer.cancel();
          waiting.delete(id);
          resolve(text);
        };
        const timer = clock.setTimer(LONGEST_WAIT, () => answer(null));
        waiting.set(id, answer);
        link.post({ kind: "get", id, key });
      });
    },
    // The primary keeps all for the same time.
    put: (key, text) => link.post({ kind: "put", key, text }),
    delete: (key) => link.post({ kind: "delete", key }),
  };

  return {
    number,
    get crew() {
      return crew;
    },
    state: {
      get connected() {
        return link.connected;
      },
      records,
      publish: (change) => link.post({ kind: "health", change }),
      close: async () => link.flush(),
    },
    circuit: (note) => link.post({ kind: "circuit", note }),
    session(key, target) {
      link.post({ kind: "session", key, target });
      // The client's next request may come to another worker at once.
      link.flush();
    },
    errand: runner?.errand,
    alone() {
      runner?.alone();
      for (const answer of [...waiting.values()]) answer(null);
    },
    attend(each) {
      listener = each;
    },
    take(message) {
      switch (message.kind) {
        case "crew":
          crew = { alive: message.alive, count: message.count };
          return;
        case "health":
          listener?.health(message.change);
          return;
        case "circuit":
          listener?.circuit(message.note);
          return;
        case "session":
          listener?.session(message.key, message.target);
          return;
        case "delete":
          listener?.deleted(message.key);
          return;
        case "got":
          waiting.get(message.id)?.(message.text);
          return;
        case "do":
        case "result":
          runner?.take(message);
          return;
        case "tell":
          link.post({ kind: "told", id: message.id });
          link.flush();
          return;
        case "stop":
          return;
      }
    },
  };
}
