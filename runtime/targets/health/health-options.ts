import type { Clock } from "../../clock.ts";
import type { BreakerSettings } from "../../contract/settings.ts";
import type { Logger } from "../../log/logger.ts";
import type { HealthChange } from "./change.ts";
import type { CircuitNote } from "./circuit-note.ts";

export interface HealthOptions {
  readonly clock: Clock;
  readonly breaker: BreakerSettings;
  /** Requests wait for cooldowns up to this length; longer ones are logged as warnings. */
  readonly maxSilentWaitMs: number;
  readonly log: Logger;
  /** Receives the changes that other servers should know. */
  readonly publish: (change: HealthChange) => void;
  /** Receives the steps that only other workers of this server should know; left out if there are none. */
  readonly tell?: ((note: CircuitNote) => void) | undefined;
}
