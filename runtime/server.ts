import type { Server } from "node:http";
import type { Socket } from "node:net";
import { serve } from "h3";
import type { Gateway } from "./gateway.ts";

export interface ListenOptions {
  /** Asked at each request, so that a gateway can be swapped while the server runs. */
  readonly gateway: () => Gateway;
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
}

export interface Listening {
  /** `http://127.0.0.1:8000`. */
  readonly url: string;
  readonly port: number;
  /** Takes no more connections, lets open requests finish, then resolves. */
  close(): Promise<void>;
}

/** Rejects where the port is taken or the host is not ours. */
export async function listen({ gateway, host, port }: ListenOptions): Promise<Listening> {
  const server = serve(gateway().app, { manual: true, port, hostname: host, silent: true, gracefulShutdown: false });
  const node = server.node?.server as Server | undefined;
  if (node === undefined) throw new Error("h3 did not make a Node server.");
  // h3 listens, but its listener stands behind ours: wrapping every request in its event costs a fifth of a request.
  node.removeAllListeners("request");
  const fresh = new Set<Socket>();
  node.on("connection", (socket) => {
    fresh.add(socket);
    socket.once("close", () => fresh.delete(socket));
  });
  node.on("request", (req, res) => {
    fresh.delete(req.socket);
    const current = gateway();
    if (!current.handle(req, res)) current.cold(req, res);
  });
  await server.serve();
  const address = node.address();
  const bound = typeof address === "object" && address !== null ? address.port : port;
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${bound}`,
    port: bound,
    close: () => closeGently(node, fresh),
  };
}

/** How often connections that have become idle are closed while the server ends. */
const SWEEP_MS = 50;

/**
 * Node keeps a connection open after its last answer, for seconds; here each is closed once it lies idle. Those that
 * have not asked for anything yet (`fresh`: probes, connections made ahead of need) do not count as idle for Node.
 */
function closeGently(server: Server, fresh: ReadonlySet<Socket>): Promise<void> {
  return new Promise((resolve) => {
    for (const socket of fresh) socket.destroy();
    const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
    server.close(() => {
      clearInterval(sweep);
      resolve();
    });
  });
}
