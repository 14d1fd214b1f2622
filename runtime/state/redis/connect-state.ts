import type { ConnectState } from "../shared-state.ts";
import { createBackoff } from "./backoff.ts";
import { createExplain, openConnection } from "./connection.ts";
import { createMember } from "./member.ts";

/**
 * State in a Redis, version 6 or later: `redis://` or `rediss://` (TLS), with user, password and database number as the
 * URL says. Servers of one config share one database; another config's servers would take their targets for their own.
 *
 * Changes reach the others within milliseconds. While Redis is away each server goes on alone, and what changed meanwhile
 * goes out when it is back: whoever speaks last is right. Logs `state_lost` once when Redis is lost, or cannot be reached
 * at first, and `state_joined` when it is there (again).
 */
export const connectRedis: ConnectState = (options) => {
  const backoff = createBackoff();
  const explain = createExplain(options.url);
  try {
    const connection = openConnection(options.url, backoff.next);
    return createMember({ ...options, connection, explain, onJoined: backoff.reset });
  } catch (error) {
    const reason = explain(error);
    options.log.warn("state_lost", {
      message: `the URL of the shared state cannot be read, going on alone: ${reason}`,
    });
    return { connected: false, publish() {}, close: () => Promise.resolve() };
  }
};
