import { systemClock } from "../clock.ts";
import { stderrSink } from "../log/stderr.ts";
import { createDesk } from "../workers/desk.ts";
import { openLink } from "../workers/link.ts";
import type { Seat } from "../workers/seat.ts";
import { openServer } from "./open-server.ts";
import { openLog, type PreflightInput, SIGNALS, survive } from "./preflight.ts";
import { createStop } from "./stop.ts";

/** Runs one worker of a server until the primary ends it. What the primary has checked and logged is not repeated. */
export async function serveAsWorker(input: PreflightInput, seat: Seat): Promise<void> {
  const clock = systemClock;
  const log = openLog(input, clock, stderrSink());
  const link = await openLink(process);
  const server = { ...input.settings.server, port: seat.port ?? input.settings.server.port };
  const settings = { ...input.settings, server };
  const desk = createDesk({ number: seat.number, link, clock, errands: input.artifact.errands });
  let end: ((signal: NodeJS.Signals) => void) | null = null;
  link.open(
    (message) => (message.kind === "stop" ? end?.(message.signal) : desk.take(message)),
    () => {
      desk.alone();
      if (end === null) process.exit(1);
      end("SIGTERM");
    },
  );
  // The answer is here before the server listens, which goes through the primary too.
  link.post({ kind: "hello" });
  link.flush();
  const opened = await openServer({ ...input, settings, log, clock, random: Math.random, desk }, (problem) => {
    link.post({ kind: "failed", problem });
  });
  if (opened === null) {
    // The channel to the primary would keep the process alive.
    link.flush(() => process.exit(1));
    return;
  }
  const { gateway, running } = opened;
  const exit = (code: number) => process.exit(code);
  end = createStop({ running, gateway, settings: server, clock, log, exit, told: true });
  survive(log);
  // A terminal and a service manager send them to all processes of a group; the primary says what they mean.
  for (const signal of SIGNALS) process.on(signal, () => {});
  link.post({ kind: "listening", url: running.url, port: running.port });
  link.flush();
}
