import type { Errand, Task } from "../targets/driver.ts";
import type { Link } from "./link.ts";
import type { ToWorker } from "./messages.ts";

/** A worker's side of the errands. */
export interface ErrandRunner {
  readonly errand: Errand;
  take(message: Extract<ToWorker, { kind: "do" | "result" }>): void;
  /** The primary is gone: what this worker wants, it does itself. */
  alone(): void;
}

export function runErrands(link: Link): ErrandRunner {
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

  return {
    errand(task) {
      tasks.set(task.key, task);
      if (link.connected) link.post({ kind: "want", key: task.key });
      else setImmediate(run, task);
    },
    take(message) {
      const task = tasks.get(message.key);
      if (task === undefined) return;
      if (message.kind === "do") return run(task);
      tasks.delete(message.key);
      task.done(message.result);
    },
    alone() {
      for (const task of [...tasks.values()]) run(task);
    },
  };
}
