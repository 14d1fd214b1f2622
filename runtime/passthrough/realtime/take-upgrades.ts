import type { IncomingMessage, Server } from "node:http";
import type { Socket } from "node:net";
import { isWebSocket, type TakeWebSocket } from "../../request/web-socket.ts";

export interface UpgradeTools {
  readonly take: TakeWebSocket;
  /** Whether an earlier request on the connection is still being answered. */
  readonly isBusy: (socket: Socket) => boolean;
}

/**
 * Hands over a server's requests for WebSockets; returns a function that closes the open ones. Once there is a listener,
 * Node treats every request for an upgrade like this; those for another protocol, such as the h2c that some clients request
 * every time, continue as if they had not asked, which HTTP allows: https://www.rfc-editor.org/rfc/rfc9110#section-7.8
 */
export function takeUpgrades(server: Server, { take, isBusy }: UpgradeTools): () => void {
  const open = new Set<Socket>();
  // From Node 24.9 on, this callback is asked first:
  // https://nodejs.org/api/http.html#httpcreateserveroptions-requestlistener
  Object.assign(server, { shouldUpgradeCallback: isWebSocket });
  server.on("upgrade", (req: IncomingMessage, stream, head: Buffer) => {
    // The server listens on TCP, so its streams are sockets.
    const socket = stream as Socket;
    // The bytes of two answers would mix. Node has already given up the connection, so it cannot wait for its turn.
    if (isBusy(socket)) {
      socket.destroy();
      return;
    }
    if (!isWebSocket(req)) {
      asPlain(server, req, socket, head);
      return;
    }
    socket.on("error", () => socket.destroy());
    open.add(socket);
    socket.once("close", () => open.delete(socket));
    take(req, socket, head);
  });
  return () => {
    for (const socket of open) socket.destroy();
  };
}

/** Returns the connection to the server, with the request's head but without the upgrade. */
function asPlain(server: Server, req: IncomingMessage, socket: Socket, head: Buffer): void {
  let text = `${req.method} ${req.url} HTTP/${req.httpVersion}\r\n`;
  for (let i = 0; i + 1 < req.rawHeaders.length; i += 2) {
    const name = req.rawHeaders[i] ?? "";
    if (/^(?:upgrade|http2-settings)$/i.test(name)) continue;
    const value = req.rawHeaders[i + 1] ?? "";
    text += `${name}: ${/^connection$/i.test(name) ? withoutUpgrade(value) : value}\r\n`;
  }
  socket.unshift(Buffer.concat([Buffer.from(`${text}\r\n`, "latin1"), head]));
  server.emit("connection", socket);
}

function withoutUpgrade(connection: string): string {
  const options = connection.split(",").map((option) => option.trim());
  const kept = options.filter((option) => !/^(?:upgrade|http2-settings)$/i.test(option));
  return kept.length === 0 ? "keep-alive" : kept.join(", ");
}
