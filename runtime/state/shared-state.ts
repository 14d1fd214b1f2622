import type { Clock } from "../clock.ts";
import type { Logger } from "../log/logger.ts";
import type { Counters } from "../targets/counters.ts";
import type { HealthChange } from "../targets/health/change.ts";

/**
 * State that several servers share. Changes go out and come in beside the requests; only a request for a record that this
 * server does not have waits for it.
 */
export interface SharedState {
  /** Tells the others. */
  publish(change: HealthChange): void;
  /** Whether the others are reached now. */
  readonly connected: boolean;
  readonly records: SharedRecords;
  close(): Promise<void>;
}

/** Texts that any server may ask for. While the others are not reached nothing is there, and nothing is written. */
export interface SharedRecords {
  /** null where there is none, or where that cannot be found out within two seconds. */
  get(key: string): Promise<string | null>;
  /** `lasts` in seconds. */
  put(key: string, text: string, lasts: number): void;
  /** The others are told, too. */
  delete(key: string): void;
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
  /** Another server has deleted the record of this key. */
  readonly onDelete?: (key: string) => void;
}

/** Returns at once; connects beside. Bundled only where the config has `state`. */
export type ConnectState = (options: SharedStateOptions) => SharedState;
