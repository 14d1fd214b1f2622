import type { Connections } from "../connections.ts";
import { FastConnection } from "./fast-connection.ts";

const LOOK_MS = 1000;

/**
 * Closes fast connections that were not used for `seconds`, with one timer for all of them: one for each would be set anew
 * with every request. Returns what ends it.
 */
export function closeUnused(connections: Connections, seconds: number): () => void {
  const looks = setInterval(look, LOOK_MS).unref();
  return () => clearInterval(looks);

  function look(): void {
    for (const [socket, connection] of connections) {
      if (!(connection instanceof FastConnection) || !connection.idle) continue;
      if (++connection.quiet > seconds) socket.destroySoon();
    }
  }
}
