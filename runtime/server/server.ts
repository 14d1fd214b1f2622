import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import type { Socket } from "node:net";
import { responseOn } from "../request/web-socket.ts";
import { type Connections, followConnections, isBusy } from "./connections/connections.ts";
import { limitIdle } from "./connections/idle.ts";
import { inTurn } from "./connections/in-turn.ts";
import { closeUnused } from "./fast/close-unused.ts";
import { FastConnection } from "./fast/fast-connection.ts";
import { takeFast } from "./fast/take-fast.ts";
import type { Gateway } from "./gateway.ts";

export interface ListenOptions {
  /** Called for each request, so that a gateway can be replaced while the server runs. */
  readonly gateway: () => Gateway;
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Seconds that a connection may be idle. */
  readonly keepAliveTimeout?: number | undefined;
  /** Seconds; 60 if it is left out. */
  readonly bodyIdle?: number | undefined;
  /** What reads plain requests; Node reads all others. */
  readonly parser?: HttpParser | undefined;
}

export type HttpParser = "fast" | "node";

export interface Listening {
  /** `http://127.0.0.1:8000`. */
  readonly url: string;
  readonly port: number;
  /** Accepts no more connections, lets open requests finish, then resolves. */
  close(): Promise<void>;
  /** From now on, each answer is the last of its connection. */
  closeEach(): void;
  /** Breaks all connections off. Returns on how many of them a request was open. */
  cut(): number;
}

/**
 * How long a client may take to send a request. Node's default of five minutes would break off large files on slow
 * connections.
 */
const REQUEST_MS = 3_600_000;
/** Longer than load balancers and pools keep a connection: who closes first must be the one who knows what is sent. */
const KEEP_ALIVE = 75;

/** Seconds. */
const BODY_IDLE = 60;

/** Rejects if the port is in use or the host is not one of this machine's. */
export async function listen({
  gateway,
  host,
  port,
  keepAliveTimeout = KEEP_ALIVE,
  bodyIdle = BODY_IDLE,
  parser = "fast",
}: ListenOptions): Promise<Listening> {
  const server = createServer({ requestTimeout: REQUEST_MS, keepAliveTimeout: keepAliveTimeout * 1000 });
  let closing = false;
  const take: RequestListener = (req, res) => {
    if (closing) res.shouldKeepAlive = false;
    const current = gateway();
    if (!current.handle(req, res)) current.cold(req, res);
  };
  const { connections, connected } = followConnections();
  const expired = limitIdle(server, connections, bodyIdle);
  server.on(
    "request",
    inTurn({
      connections,
      take,
      dropped: (req, res) => gateway().dropped(req, res),
      flooded: () => gateway().flooded(),
    }),
  );
  if (parser === "fast") {
    takeFast(server, {
      connected,
      expired,
      keepAlive: keepAliveTimeout,
      requestTimeout: REQUEST_MS / 1000,
      handleFor: (url) => gateway().hot(url),
      dropped: (req, res) => gateway().dropped(req, res),
      isClosing: () => closing,
    });
    server.once("close", closeUnused(connections));
  } else server.on("connection", (socket: Socket) => connected(socket));
  // Without a listener, Node breaks such connections off.
  server.on("connect", (req, socket: Socket) => {
    socket.on("error", () => socket.destroy());
    const connection = connections.get(socket);
    if (connection !== undefined && isBusy(connection)) socket.destroy();
    else take(req, responseOn(req, socket));
  });
  const { upgrades } = gateway();
  const upgraded = new WeakSet<Socket>();
  const closeWebSockets = upgrades?.from(server, {
    take(req, socket, head) {
      upgraded.add(socket);
      gateway().upgrades?.take(req, socket, head);
    },
    isBusy(socket) {
      const connection = connections.get(socket);
      return connection !== undefined && isBusy(connection);
    },
  });
  server.listen(port, host);
  await once(server, "listening");
  // A connection that could not be accepted: what watches the descriptors tells of it, once.
  server.on("error", () => {});
  const address = server.address();
  const bound = typeof address === "object" && address !== null ? address.port : port;
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${bound}`,
    port: bound,
    close() {
      // Opened in advance, or by a probe: for Node they are not idle.
      for (const [socket, { res }] of connections) if (res === null && !upgraded.has(socket)) socket.destroy();
      return closeGently(server, connections, closeWebSockets ?? (() => {}));
    },
    closeEach() {
      closing = true;
    },
    cut() {
      let open = 0;
      for (const [socket, connection] of connections) {
        if (isBusy(connection)) open++;
        socket.destroy();
      }
      return open;
    },
  };
}

/** How often idle connections are closed while the server shuts down. */
const SWEEP_MS = 50;
/** How long WebSockets may continue while the server shuts down: they have no end of their own. */
const WEBSOCKETS_MS = 10_000;

/** After its last answer, Node keeps a connection open for seconds; here each is closed as soon as it is idle. */
function closeGently(server: Server, connections: Connections, closeWebSockets: () => void): Promise<void> {
  return new Promise((resolve) => {
    const sweep = setInterval(() => {
      server.closeIdleConnections();
      for (const [socket, each] of connections) if (each instanceof FastConnection && each.idle) socket.destroy();
    }, SWEEP_MS);
    const last = setTimeout(closeWebSockets, WEBSOCKETS_MS);
    server.close(() => {
      clearTimeout(last);
      clearInterval(sweep);
      resolve();
    });
  });
}
