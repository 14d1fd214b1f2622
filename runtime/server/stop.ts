import type { Clock, Timer } from "../clock.ts";
import type { ServerSettings } from "../contract/settings.ts";
import type { Logger } from "../log/logger.ts";
import type { Gateway } from "./gateway.ts";
import type { Listening } from "./server.ts";

export interface StopOptions {
  readonly running: Pick<Listening, "close" | "closeEach" | "cut">;
  readonly gateway: Pick<Gateway, "close" | "drain">;
  readonly settings: ServerSettings;
  readonly clock: Clock;
  readonly log: Logger;
  readonly exit: (code: number) => void;
  /** Whether the log already has the signal. */
  readonly told?: boolean;
}

/** Seconds. */
export const DRAIN = 30;
/** Milliseconds for what is written last: a login that is being renewed (20 seconds), records for other servers, a capture. */
export const LAST_MS = 22_000;

/**
 * Ends the server. The first signal lets open requests finish, within a limit; the second breaks them off and waits only for
 * what would be lost, such as a login that is being renewed; the third waits for nothing.
 */
export function createStop(options: StopOptions): (signal: NodeJS.Signals) => void {
  const { running, gateway, settings, clock, log, exit, told = false } = options;
  let signals = 0;
  let timer: Timer | null = null;
  let code = 0;

  function first(signal: NodeJS.Signals): void {
    if (!told) log.info("stopping", { message: `${signal}: finishing open requests`, signal });
    log.flush();
    gateway.drain();
    running.closeEach();
    const limit = (settings.drain ?? DRAIN) * 1000;
    const delay = signal === "SIGINT" ? 0 : Math.min((settings.drainDelay ?? 0) * 1000, limit);
    if (delay === 0) close();
    else clock.setTimer(delay, close);
    timer = clock.setTimer(limit, cutOff);
  }

  function close(): void {
    running.close().then(finish);
  }

  function cutOff(): void {
    const count = running.cut();
    if (count > 0) log.warn("cut_off", { message: `broke off ${count} open requests after the drain time`, count });
    finish();
  }

  /** The gateway's connections serve the requests that the listener waits for, so it is closed last. */
  function finish(): void {
    timer?.cancel();
    timer = clock.setTimer(LAST_MS, () => exit(code));
    gateway.close().then(
      () => exit(code),
      (error: unknown) => {
        log.error("stop_failed", { message: String(error) });
        exit(1);
      },
    );
  }

  return (signal) => {
    signals++;
    if (signals === 1) first(signal);
    else if (signals === 2) {
      code = 130;
      running.cut();
      finish();
    } else exit(130);
  };
}
