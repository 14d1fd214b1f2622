import type { Clock } from "../../clock.ts";
import type { BreakerSettings } from "../../contract.ts";
import type { Logger } from "../../log/logger.ts";
import type { HealthChange } from "./change.ts";

export interface HealthOptions {
  readonly clock: Clock;
  readonly breaker: BreakerSettings;
  /** Cooldowns up to this are sat out by the requests that meet them; the log tells longer ones as warnings. */
  readonly maxSilentWaitMs: number;
  readonly log: Logger;
  /** Hears of what other servers should know. */
  readonly publish: (change: HealthChange) => void;
}
