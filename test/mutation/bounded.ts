/** A step of a test that ends, whatever a mutant does to it short of an endless loop. */
const LONGEST_MS = 30_000;
/** Timers of the runtime do not keep a process alive: it is idle only if nothing comes for this long. */
const IDLE_MS = 150;

let abort: ((error: Error) => void) | null = null;
let idleSince: number | null = null;

export async function bounded(step: () => unknown): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const aborted = new Promise<never>((_, reject) => {
    abort = reject;
    timer = setTimeout(() => reject(new Error("takes too long")), LONGEST_MS).unref();
  });
  idleSince = null;
  try {
    await Promise.race([(async () => step())(), aborted]);
  } finally {
    clearTimeout(timer);
    abort = null;
  }
}

export function watchProcess(): void {
  process.on("unhandledRejection", (error) => fail(error));
  process.on("uncaughtException", (error) => fail(error));
  process.on("beforeExit", () => {
    if (abort === null) return;
    idleSince ??= performance.now();
    if (performance.now() - idleSince < IDLE_MS) setTimeout(() => {}, 30);
    else abort(new Error("waits for what never comes"));
  });
}

function fail(error: unknown): void {
  abort?.(error instanceof Error ? error : new Error(String(error)));
}
