import type { Clock } from "../clock.ts";
import type { SharedRecords, SharedState } from "../state/shared-state.ts";
import type { Errand, Task } from "../targets/driver.ts";
import type { HealthChange } from "../targets/health/change.ts";
import type { CircuitNote } from "../targets/health/circuit-note.ts";
import type { Link } from "./link.ts";
import type { ToWorker } from "./messages.ts";
import type { Seat } from "./seat.ts";

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
  readonly errand: Errand;
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

export function createDesk({ number }: Pick<Seat, "number">, link: Link, clock: Clock): Desk {
  const waiting = new Map<number, (text: string | null) => void>();
  let crew = { alive: 0, count: 0 };
  let gets = 0;
  let listener: DeskListener | null = null;
  /** Wanted, and not begun here. */
  const tasks = new Map<string, Task>();

  function run({ key, run, done }: Task): void {
    tasks.delete(key);
    run((result, isLasting) => {
      // Before another worker hears of it, so that two do not write the same file at once.
      done(result);
      link.post({ kind: "done", key, result, isLasting });
      link.flush();
    });
  }

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
    session: (key, target) => link.post({ kind: "session", key, target }),
    errand(task) {
      tasks.set(task.key, task);
      if (link.connected) link.post({ kind: "want", key: task.key });
      else setImmediate(run, task);
    },
    alone() {
      for (const task of [...tasks.values()]) run(task);
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
        case "do": {
          const task = tasks.get(message.key);
          if (task !== undefined) run(task);
          return;
        }
        case "result": {
          const task = tasks.get(message.key);
          tasks.delete(message.key);
          task?.done(message.result);
          return;
        }
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
