import type { Server } from "node:http";
import type { Socket } from "node:net";
import type { Connection } from "../connections/connections.ts";
import { FastConnection, type FastTools } from "./fast-connection.ts";

export interface FastOptions extends Omit<FastTools, "toNode"> {
  /** For each connection, and once more when Node takes it over. */
  readonly connected: (socket: Socket, connection?: Connection) => void;
  /** A client sends nothing, or takes nothing. */
  readonly expired: (socket: Socket) => void;
}

/** Puts itself in front of a server's own reader, which still gets all connections with other requests than plain ones. */
export function takeFast(server: Server, { connected, expired, ...tools }: FastOptions): void {
  const listeners = server.listeners("connection");
  server.removeAllListeners("connection");
  const toNode = (socket: Socket, bytes: Buffer): void => {
    connected(socket);
    socket.off("timeout", timedOut);
    // What is put back is only read again if reading begins anew.
    socket.pause();
    socket.unshift(bytes);
    for (const listener of listeners) Reflect.apply(listener, server, [socket]);
    socket.resume();
  };
  const shared: FastTools = { ...tools, toNode };
  server.on("connection", (socket: Socket) => {
    connected(socket, new FastConnection(socket, shared));
    socket.on("timeout", timedOut);
  });

  function timedOut(this: Socket): void {
    expired(this);
  }
}
