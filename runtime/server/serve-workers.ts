import { type Clock, systemClock } from "../clock.ts";
import type { Logger } from "../log/logger.ts";
import { stderrSink } from "../log/stderr.ts";
import type { CaptureCollector } from "../observe/capture/capture.ts";
import { createCrew } from "../workers/crew.ts";
import { openProcesses } from "../workers/processes.ts";
import { cannotRun, openLog, type PreflightInput, preflight, SIGNALS, survive, warnOfMissing } from "./preflight.ts";
import { DRAIN, LAST_MS } from "./stop.ts";

/** Milliseconds that a worker gets beyond what it allows itself. */
const GRACE_MS = 3000;

/** Runs the server in `count` processes until a signal ends them; this one accepts their connections and serves nothing. */
export async function serveInWorkers(input: PreflightInput, count: number): Promise<void> {
  const checked = preflight(input);
  if (!checked.ok) return cannotRun(checked.problem);
  const clock = systemClock;
  const sink = stderrSink();
  const log = openLog(input, clock, sink);
  warnOfMissing(input, log);
  const capture = collectorOf(input, clock, log);
  const crew = createCrew({
    count,
    fork: await openProcesses({ captures: capture !== null }),
    capture,
    errands: input.artifact.errands,
    clock,
    log,
    sink,
    limit: (input.settings.server.drain ?? DRAIN) * 1000 + LAST_MS + GRACE_MS,
    ready({ url, port }) {
      survive(log);
      if (checked.notice !== null) log.warn("open", { message: checked.notice });
      log.info("listening", { message: `listening on ${url}`, url, port, workers: count });
      log.flush();
    },
    over(code, problem) {
      if (problem !== null) sink(`${problem}\n`);
      if (capture === null) process.exit(code);
      void capture.close().then(() => process.exit(code));
    },
  });
  for (const signal of SIGNALS) process.on(signal, crew.stop);
  crew.start();
}

/** The one file of all workers; null if nothing is captured. */
function collectorOf({ artifact, settings }: PreflightInput, clock: Clock, log: Logger): CaptureCollector | null {
  const { file } = settings.capture;
  if (file === null || artifact.collectCapture === undefined) return null;
  return artifact.collectCapture({ settings: { ...settings.capture, file }, clock, log });
}
