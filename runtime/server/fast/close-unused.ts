import type { Connections } from "../connections/connections.ts";
import { FastConnection } from "./fast-connection.ts";

const LOOK_MS = 1000;

/**
 * Closes fast connections that wait for too long, with one timer for all of them: one for each would be set anew with every
 * request. Returns what ends it.
 */
export function closeUnused(connections: Connections): () => void {
  const looks = setInterval(() => {
    for (const connection of connections.values()) if (connection instanceof FastConnection) connection.look();
  }, LOOK_MS).unref();
  return () => clearInterval(looks);
}
