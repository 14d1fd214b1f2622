import type { ConnectState, SharedState } from "../shared-state.ts";
import { createBackoff } from "./backoff.ts";
import { createExplain, openConnection } from "./connection.ts";
import { createMember } from "./member.ts";
import { createOutbox } from "./outbox.ts";

/** How many subjects' latest changes are kept while disconnected. */
const OUTBOX_LIMIT = 10_000;

/**
 * State in a Redis, version 6 or later: `redis://` or `rediss://` (TLS), with user, password and database number in the URL.
 * All servers of one config share one database; servers of another config would confuse their targets with these.
 *
 * Changes reach the other servers within milliseconds. While Redis is unreachable, each server works on its own, and its
 * changes are published afterwards; the latest one applies. Logs `state_lost` once when Redis is lost, or cannot be reached
 * at first, and `state_joined` when it is reachable (again).
 */
export const connectRedis: ConnectState = (options) => {
  const { url, clock, log } = options;
  const backoff = createBackoff();
  const outbox = createOutbox(OUTBOX_LIMIT);
  let member: SharedState | null = null;
  let closed = false;

  async function start(): Promise<void> {
    const explain = createExplain(url);
    try {
      const connection = await openConnection(url, backoff.next);
      member = createMember({ ...options, connection, outbox, explain, onJoined: backoff.reset });
      if (closed) await member.close();
    } catch (error) {
      const message = `the URL of the shared state cannot be read, going on alone: ${explain(error)}`;
      log.warn("state_lost", { message });
    }
  }

  // The client takes longer to load than all the rest, and the listener should be up before that.
  const timer = clock.setTimer(0, () => void start());
  return {
    get connected() {
      return member?.connected ?? false;
    },
    records: {
      get: async (key) => (await member?.records.get(key)) ?? null,
      put: (key, text, lasts) => member?.records.put(key, text, lasts),
      delete: (key) => member?.records.delete(key),
    },
    publish(change) {
      if (member === null) outbox.put(change);
      else member.publish(change);
    },
    async close() {
      closed = true;
      timer.cancel();
      await member?.close();
    },
  };
};
