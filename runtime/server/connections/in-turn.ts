import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { Connection, Connections } from "./connections.ts";

export interface InTurnOptions {
  readonly connections: Connections;
  readonly take: (req: IncomingMessage, res: ServerResponse) => void;
  /** For each request whose turn never came, because its connection was closed. */
  readonly dropped: (req: IncomingMessage, res: ServerResponse) => void;
  /** A client has sent more ahead than is kept. Its connection is closed. */
  readonly flooded: () => void;
}

/** Clients that send ahead have some tens of requests under way. A thousand take two megabytes. */
const MOST = 1000;

/**
 * Takes one request at a time on each connection. Node reports those that a client sends ahead at once, and would tell no one
 * when the client leaves. Meanwhile the connection is read on, because otherwise its end would not be noticed.
 */
export function inTurn({ connections, take, dropped, flooded }: InTurnOptions): RequestListener {
  function start(connection: Connection, req: IncomingMessage, res: ServerResponse): void {
    connection.req = req;
    connection.res = res;
    take(req, res);
  }

  function next(connection: Connection): void {
    const following = connection.ahead?.shift();
    if (following === undefined) return;
    const { req, res } = following;
    // Node assigns the connection to no other answer if the one before was its last.
    if (res.socket === null || res.socket.destroyed) {
      dropped(req, res);
      for (const other of connection.ahead?.splice(0) ?? []) dropped(other.req, other.res);
      return;
    }
    start(connection, req, res);
    if (connection.ahead?.length !== 0) res.once("close", () => next(connection));
  }

  return (req, res) => {
    const connection = connections.get(req.socket);
    if (connection === undefined || res.socket !== null) {
      if (connection === undefined) take(req, res);
      else start(connection, req, res);
      return;
    }
    connection.ahead ??= [];
    const length = connection.ahead.push({ req, res });
    if (length === 1) connection.res?.once("close", () => next(connection));
    if (length <= MOST || req.socket.destroyed) return;
    flooded();
    req.socket.destroy();
  };
}
