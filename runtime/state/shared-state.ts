import type { Clock } from "../clock.ts";
import type { HealthChange } from "../health/change.ts";
import type { Logger } from "../log/logger.ts";
import type { Counters } from "../routing/counters.ts";

/** State that several servers share. No request ever waits for it: changes go out and come in beside the requests. */
export interface SharedState {
  /** Tells the others. */
  publish(change: HealthChange): void;
  /** Whether the others are reached now. */
  readonly connected: boolean;
  close(): Promise<void>;
}

export interface SharedStateOptions {
  /** `redis://user:password@host:6379/0`; a secret. */
  readonly url: string;
  readonly clock: Clock;
  readonly log: Logger;
  /** Turned by requests; brought in step with the other servers' now and then. */
  readonly counters: Counters;
  /** What was true before this server came, and then each change of another server. */
  readonly onChange: (change: HealthChange) => void;
}

/** Returns at once; connects beside. Bundled only where the config has `state`. */
export type ConnectState = (options: SharedStateOptions) => SharedState;
