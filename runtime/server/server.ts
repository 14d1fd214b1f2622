import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { Socket } from "node:net";
import type { Gateway } from "./gateway.ts";

export interface ListenOptions {
  /** Called for each request, so that a gateway can be replaced while the server runs. */
  readonly gateway: () => Gateway;
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Seconds that a connection may be idle. */
  readonly keepAliveTimeout?: number | undefined;
}

export interface Listening {
  /** `http://127.0.0.1:8000`. */
  readonly url: string;
  readonly port: number;
  /** Accepts no more connections, lets open requests finish, then resolves. */
  close(): Promise<void>;
}

/**
 * How long a client may take to send a request. Node's default of five minutes would break off large files on slow
 * connections.
 */
const REQUEST_MS = 3_600_000;
/** Longer than load balancers and pools keep a connection: who closes first must be the one who knows what is sent. */
const KEEP_ALIVE = 75;

/** Rejects if the port is in use or the host is not one of this machine's. */
export async function listen({
  gateway,
  host,
  port,
  keepAliveTimeout = KEEP_ALIVE,
}: ListenOptions): Promise<Listening> {
  const server = createServer({ requestTimeout: REQUEST_MS, keepAliveTimeout: keepAliveTimeout * 1000 });
  const fresh = new Set<Socket>();
  const known = new WeakSet<Socket>();
  server.on("connection", (socket) => {
    // A connection that requested an unknown upgrade is reported a second time.
    if (known.has(socket)) return;
    known.add(socket);
    fresh.add(socket);
    socket.once("close", () => fresh.delete(socket));
  });
  server.on("request", (req, res) => {
    fresh.delete(req.socket);
    const current = gateway();
    if (!current.handle(req, res)) current.cold(req, res);
  });
  const { upgrades } = gateway();
  const closeWebSockets = upgrades?.from(server, (req, socket, head) => {
    fresh.delete(socket);
    gateway().upgrades?.take(req, socket, head);
  });
  server.listen(port, host);
  await once(server, "listening");
  const address = server.address();
  const bound = typeof address === "object" && address !== null ? address.port : port;
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${bound}`,
    port: bound,
    close: () => closeGently(server, fresh, closeWebSockets ?? (() => {})),
  };
}

/** How often idle connections are closed while the server shuts down. */
const SWEEP_MS = 50;
/** How long WebSockets may continue while the server shuts down: they have no end of their own. */
const WEBSOCKETS_MS = 10_000;

/**
 * After its last answer, Node keeps a connection open for seconds; here each is closed as soon as it is idle. Connections
 * without a request yet (`fresh`: probes, connections opened in advance) do not count as idle for Node.
 */
function closeGently(server: Server, fresh: ReadonlySet<Socket>, closeWebSockets: () => void): Promise<void> {
  return new Promise((resolve) => {
    for (const socket of fresh) socket.destroy();
    const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
    const last = setTimeout(closeWebSockets, WEBSOCKETS_MS);
    server.close(() => {
      clearTimeout(last);
      clearInterval(sweep);
      resolve();
    });
  });
}
