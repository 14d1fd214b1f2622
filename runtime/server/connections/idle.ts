import type { Server } from "node:http";
import type { Socket } from "node:net";
import { StalledBody } from "../../body/stalled-body.ts";
import { type Connection, type Connections, isBusy } from "./connections.ts";

/** Milliseconds between two looks at all connections, at most: requests are over by then, as a rule, and cost nothing. */
const LOOK_MS = 5000;

/**
 * Ends requests whose client sends nothing of its body, or takes nothing of its answer, for `seconds`. Waiting for an upstream
 * does not count. A look at all connections finds those that a timer is worth while for. Returns what to call when the timer
 * of a connection runs out that is not Node's to watch.
 */
export function limitIdle(server: Server, connections: Connections, seconds: number): (socket: Socket) => void {
  const ms = seconds * 1000;
  const looks = setInterval(look, Math.min(LOOK_MS, ms / 2)).unref();
  server.once("close", () => clearInterval(looks));
  server.on("timeout", expired);
  return expired;

  function look(): void {
    for (const [socket, connection] of connections) {
      if (!isBusy(connection)) connection.req = connection.res = null;
      if (socket.timeout !== ms && (isReceiving(connection) || socket.writableLength > 0)) socket.setTimeout(ms);
    }
  }

  function expired(socket: Socket): void {
    const connection = connections.get(socket);
    const { req, res } = connection ?? { req: null, res: null };
    const isDone = res === null || res.writableFinished;
    if (connection === undefined || req === null || isDone || socket.writableLength > 0) {
      // As Node does it if no one listens: it also reports connections that are kept and not used.
      socket.destroy();
      return;
    }
    socket.setTimeout(0);
    // Where it is not read on, the upstream is the one that is slow.
    if (!isReceiving(connection) || req.isPaused()) return;
    if (req.listenerCount("error") > 0 && !res.headersSent) req.emit("error", new StalledBody(seconds));
    else socket.destroy();
  }
}

/** Whether the body of its request is incomplete. */
function isReceiving({ req }: Connection): boolean {
  return req !== null && !req.complete && !req.destroyed;
}
