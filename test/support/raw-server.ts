import { type AddressInfo, createServer, type Socket } from "node:net";
import { deferred, mailbox } from "./deferred.ts";

/** The server's end of one connection. */
export interface RawConnection {
  readonly socket: Socket;
  /** What came so far, as latin1. */
  readonly received: () => string;
  /** Settles when what came contains `text`. */
  until(text: string): Promise<void>;
  readonly closed: Promise<void>;
}

export interface RawServer {
  readonly port: number;
  readonly origin: URL;
  /** The next connection that no one took yet. */
  next(): Promise<RawConnection>;
  /** How many connections were made. */
  count(): number;
  close(): Promise<void>;
}

/** A server of bytes: tests write what upstreams send, and what none should send. */
export async function startRawServer(): Promise<RawServer> {
  const connections = mailbox<RawConnection>();
  const server = createServer((socket) => connections.put(watch(socket)));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    origin: new URL(`http://127.0.0.1:${port}`),
    next: () => connections.next(),
    count: () => connections.all.length,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const { socket } of connections.all) socket.destroy();
      await closed;
    },
  };
}

export function watch(socket: Socket): RawConnection {
  let text = "";
  const waiting: { readonly wanted: string; readonly resolve: () => void }[] = [];
  const closed = deferred();
  socket.on("data", (chunk) => {
    text += chunk.toString("latin1");
    for (const waiter of waiting) if (text.includes(waiter.wanted)) waiter.resolve();
  });
  socket.on("error", () => socket.destroy());
  socket.on("close", () => closed.resolve());
  return {
    socket,
    received: () => text,
    until(wanted) {
      const found = deferred();
      if (text.includes(wanted)) found.resolve();
      else waiting.push({ wanted, resolve: found.resolve });
      return found.promise;
    },
    closed: closed.promise,
  };
}
