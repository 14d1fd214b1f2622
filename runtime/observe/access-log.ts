import type { Clock } from "../clock.ts";
import type { Logger } from "../log/logger.ts";
import { createAccessLine } from "./access-line.ts";
import type { Observer } from "./observer.ts";

/** Logs a line for each request. */
export function accessLog(log: Logger, clock: Clock): Observer {
  const line = createAccessLine(clock);
  return { wantsUsage: true, closed: (context, usage) => log.line(line(context, usage)) };
}
