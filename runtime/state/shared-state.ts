import type { Clock } from "../clock.ts";
import type { Logger } from "../log/logger.ts";
import type { Counters } from "../targets/counters.ts";
import type { HealthChange } from "../targets/health/change.ts";

/**
 * State that several servers share. Changes are sent and received independently of requests; a request waits only for a
 * record that this server does not have.
 */
export interface SharedState {
  /** Sends a change to the other servers. */
  publish(change: HealthChange): void;
  /** Whether the other servers can be reached now. */
  readonly connected: boolean;
  readonly records: SharedRecords;
  close(): Promise<void>;
}

/** Texts that any server can read. While the other servers cannot be reached, nothing is found and nothing is written. */
export interface SharedRecords {
  /** null if there is none, or if that cannot be determined within two seconds. */
  get(key: string): Promise<string | null>;
  /** `lasts` in seconds. */
  put(key: string, text: string, lasts: number): void;
  /** Notifies the other servers as well. */
  delete(key: string): void;
}

export interface SharedStateOptions {
  /** `redis://user:password@host:6379/0`; a secret. */
  readonly url: string;
  readonly clock: Clock;
  readonly log: Logger;
  /** Advanced by requests; synchronised with the other servers' at intervals. */
  readonly counters: Counters;
  /** Called with what was true before this server started, and then with each change of another server. */
  readonly onChange: (change: HealthChange) => void;
  /** Another server has deleted the record of this key. */
  readonly onDelete?: (key: string) => void;
}

/** Returns at once and connects in the background. Bundled only if the config has `state`. */
export type ConnectState = (options: SharedStateOptions) => SharedState;
