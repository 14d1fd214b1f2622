import type { Logger } from "../../log/logger.ts";
import type { SharedRecords } from "../shared-state.ts";
import type { Connection } from "./connection.ts";
import { CHANNEL, deletion, RECORD_KEYS } from "./wire.ts";

export interface SharedRecordsOptions {
  readonly connection: Connection;
  /** This server's name for the others. */
  readonly self: string;
  readonly log: Logger;
  /** Whether the connection is up and has been checked. */
  readonly joined: () => boolean;
}

/**
 * Records under keys that expire by themselves. A failed operation is not an error: the record is then treated as missing.
 */
export function createSharedRecords({ connection, self, log, joined }: SharedRecordsOptions): SharedRecords {
  const failed = (error: unknown): null => {
    log.debug("state_record_failed", { message: error instanceof Error ? error.name : "no record" });
    return null;
  };
  return {
    get: async (key) => (joined() ? connection.get(RECORD_KEYS + key).catch(failed) : null),
    put(key, text, lasts) {
      if (joined()) connection.set(RECORD_KEYS + key, text, "EX", lasts).catch(failed);
    },
    delete(key) {
      if (!joined()) return;
      connection.del(RECORD_KEYS + key).catch(failed);
      connection.publish(CHANNEL, deletion(key, self)).catch(failed);
    },
  };
}
