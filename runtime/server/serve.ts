import { systemClock } from "../clock.ts";
import { stderrSink } from "../log/stderr.ts";
import { openServer } from "./open-server.ts";
import { cannotRun, openLog, type PreflightInput, preflight, SIGNALS, survive, warnOfMissing } from "./preflight.ts";
import { createStop } from "./stop.ts";

/** Runs the server in this process until a signal ends it. */
export async function serve(input: PreflightInput): Promise<void> {
  const checked = preflight(input);
  if (!checked.ok) return cannotRun(checked.problem);
  const clock = systemClock;
  const log = openLog(input, clock, stderrSink());
  warnOfMissing(input, log);
  const opened = await openServer({ ...input, log, clock, random: Math.random }, cannotRun);
  if (opened === null) return;
  const { gateway, running } = opened;
  const { server } = input.settings;
  const end = createStop({ running, gateway, settings: server, clock, log, exit: (code) => process.exit(code) });
  survive(log);
  for (const signal of SIGNALS) process.on(signal, end);

  // Logged last: whoever waits for this line may send a signal at once.
  if (checked.notice !== null) log.warn("open", { message: checked.notice });
  log.info("listening", { message: `listening on ${running.url}`, url: running.url, port: running.port });
  log.flush();
}
