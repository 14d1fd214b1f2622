import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { ClientAnswer, ClientRequest } from "../../client.ts";

export interface Connection {
  /** The request that is being answered, or was answered last; null before the first. */
  req: ClientRequest | null;
  res: ClientAnswer | null;
  /** Those behind it, in the order in which they came; null if there have been none. */
  ahead: Ahead[] | null;
}

/** A request that was sent before the one in front of it was answered. */
export interface Ahead {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
}

/** The open connections of clients. */
export type Connections = ReadonlyMap<Socket, Connection>;

/**
 * Follows a server's connections. `connected` is called for each, maybe more than once: then the later one counts.
 */
export function followConnections(): {
  readonly connections: Connections;
  readonly connected: (socket: Socket, connection?: Connection) => void;
} {
  const connections = new Map<Socket, Connection>();
  return {
    connections,
    connected(socket, connection = { req: null, res: null, ahead: null }) {
      if (!connections.has(socket)) socket.once("close", () => connections.delete(socket));
      connections.set(socket, connection);
    },
  };
}

/** Whether an answer is under way. */
export function isBusy({ res }: Connection): boolean {
  return res !== null && !res.writableFinished;
}
