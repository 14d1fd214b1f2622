import type { Clock } from "../../clock.ts";
import { nodeTls } from "../../env/node-modules.ts";
import { isStream, type Upstream, type UpstreamEvents, type UpstreamRequest } from "../../wire/upstream.ts";
import { Connection, type ConnectionOwner } from "./connection.ts";
import { openSocket } from "./open-socket.ts";

export interface PoolOptions {
  readonly origin: URL;
  /** The only certificate authorities that are trusted, in PEM form; left out for those that Node trusts. */
  readonly ca?: string | undefined;
  /** Milliseconds. */
  readonly connectTimeout: number;
  /** Milliseconds of silence in the middle of an answer; 0 for no limit. */
  readonly idleTimeout: number;
  readonly clock: Clock;
}

/**
 * Most upstreams close idle connections after a minute; a connection that was closed is only noticed when a request fails.
 */
const KEEP_ALIVE_MS = 30_000;

/**
 * What closes a connection that is used again, this soon and without a word, has closed it before the request arrived: then
 * the request was not read, and is sent again. What takes longer may have been the request's fault.
 */
const CROSSED_MS = 1000;

/** The connections to one origin. The most recently used is used first, so that a quiet pool shrinks. */
export function createPool({ origin, ca, connectTimeout, idleTimeout, clock }: PoolOptions): Upstream {
  const trust = ca === undefined ? null : { ca, context: nodeTls().createSecureContext({ ca }) };
  const all = new Set<Connection>();
  const free: Connection[] = [];
  const waiting: (() => void)[] = [];
  let closing = false;

  const owner: ConnectionOwner = {
    free(connection) {
      connection.freeSince = clock.now();
      if (closing) connection.destroy();
      else free.push(connection);
    },
    gone(connection) {
      all.delete(connection);
      const index = free.indexOf(connection);
      if (index >= 0) free.splice(index, 1);
      if (all.size === 0) for (const resolve of waiting.splice(0)) resolve();
    },
    repeats({ reusedAt }, request, events) {
      if (reusedAt === null || clock.now() - reusedAt >= CROSSED_MS) return false;
      open(request).send(request, events);
      return true;
    },
  };

  function open({ timeouts }: UpstreamRequest): Connection {
    const socket = openSocket({
      origin,
      trust,
      connectTimeout: timeouts?.connect === undefined ? connectTimeout : timeouts.connect * 1000,
      idleTimeout: () => connection.idleTimeout,
      clock,
      receive: (bytes) => connection.receive(bytes),
    });
    const connection = new Connection(socket, origin.host, idleTimeout, owner);
    all.add(connection);
    return connection;
  }

  function take(request: UpstreamRequest): Connection {
    // What cannot be sent twice does not meet a connection that is being closed.
    if (request.once || isStream(request.body)) return open(request);
    for (let connection = free.pop(); connection !== undefined; connection = free.pop()) {
      const now = clock.now();
      if (connection.usable && now - connection.freeSince < KEEP_ALIVE_MS) {
        connection.reusedAt = now;
        return connection;
      }
      connection.destroy();
    }
    return open(request);
  }

  return {
    dispatch: (request: UpstreamRequest, events: UpstreamEvents) => take(request).send(request, events),
    close() {
      closing = true;
      for (const connection of free.splice(0)) connection.destroy();
      return all.size === 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve));
    },
  };
}
