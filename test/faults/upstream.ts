/**
 * A model provider on a real socket. Each API key is an account of its own, with its own script of faults and its own
 * record, so that many servers under test can share one upstream, and one compiled config.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { type Clock, systemClock } from "../../runtime/clock.ts";
import { type Fault, well } from "./fault.ts";
import { type Speech, speech } from "./speech.ts";

export interface ChatRequest {
  readonly model: string;
  readonly messages: readonly { readonly role: string; readonly content: string }[];
  readonly stream?: boolean;
  readonly stream_options?: { readonly include_usage?: boolean };
}

/** One request as the upstream saw it. */
export interface Arrival {
  /** The upstream's name. */
  readonly upstream: string;
  /** Milliseconds on the clock of its account. */
  readonly at: number;
  readonly headers: IncomingMessage["headers"];
  readonly body: ChatRequest;
  /** What it was told, or would have been without the fault. */
  readonly speech: Speech;
  readonly fault: Fault;
  readonly state: "open" | "answered" | "cancelled";
  /** Settles when the answer is out or broken by its fault, or when the other side went away before. */
  readonly over: Promise<void>;
}

export interface Account {
  readonly arrivals: readonly Arrival[];
  /** One fault for each of the next requests, then `after` for all others. */
  script(faults: readonly Fault[], after: Fault): void;
  /** A fault for each request as it comes; `note` is told of it before it plays. */
  choose(pick: (body: ChatRequest) => Fault, note: (arrival: Arrival) => void): void;
}

export interface Upstream {
  readonly name: string;
  /** `http://127.0.0.1:PORT`. */
  readonly url: string;
  /** @param clock of an account that is not known yet; the system's where it is left out */
  account(key: string, clock?: Clock): Account;
  /** Open connections, idle ones included. */
  connections(): number;
  dropIdleConnections(): void;
  /** Closes the port and every connection: who connects now is refused. */
  down(): Promise<void>;
  /** Opens the same port again. */
  up(): Promise<void>;
  close(): Promise<void>;
}

export interface UpstreamOptions {
  /** 127.0.0.1 unless said. */
  readonly host?: string;
}

export async function startUpstream(name: string, options: UpstreamOptions = {}): Promise<Upstream> {
  const { host = "127.0.0.1" } = options;
  const accounts = new Map<string, ReturnType<typeof openAccount>>();
  const sockets = new Set<Socket>();
  let answers = 0;

  const account = (key: string, clock: Clock = systemClock) => {
    const known = accounts.get(key) ?? openAccount(name, clock);
    accounts.set(key, known);
    return known;
  };
  const server = createServer((incoming, response) => {
    void readBody(incoming).then((body) => {
      if (body === null) return;
      answers += 1;
      const owner = account(incoming.headers.authorization?.replace("Bearer ", "") ?? "");
      const number = answers;
      owner.receive(incoming, response, body, () => speech(name, body.model, number));
    });
  });
  server.keepAliveTimeout = 0;
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => socket.destroy());
  });
  const listen = (port: number) =>
    new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, host, () => {
        server.off("error", reject);
        resolve();
      });
    });
  const down = async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  await listen(0);
  const { port } = server.address() as AddressInfo;

  return {
    name,
    url: `http://${host}:${port}`,
    account,
    connections: () => sockets.size,
    dropIdleConnections: () => server.closeIdleConnections(),
    down,
    up: () => listen(port),
    close: down,
  };
}

function openAccount(upstream: string, clock: Clock) {
  const arrivals: Arrival[] = [];
  let pick: (body: ChatRequest) => Fault = () => well;
  let note: (arrival: Arrival) => void = () => {};

  return {
    arrivals,
    script(faults: readonly Fault[], after: Fault) {
      const left = [...faults];
      pick = () => left.shift() ?? after;
    },
    choose(picks: typeof pick, notes: typeof note) {
      pick = picks;
      note = notes;
    },
    receive(incoming: IncomingMessage, response: ServerResponse, body: ChatRequest, said: () => Speech) {
      let state: Arrival["state"] = "open";
      let isOurs = false;
      const over = new Promise<void>((resolve) =>
        response.on("close", () => {
          state = isOurs || response.writableFinished ? "answered" : "cancelled";
          resolve();
        }),
      );
      const arrival: Arrival = {
        upstream,
        at: clock.now(),
        headers: incoming.headers,
        body,
        // Made anew each time: a record of many thousands need not hold all their texts.
        get speech() {
          return said();
        },
        get state() {
          return state;
        },
        over,
        fault: pick(body),
      };
      arrivals.push(arrival);
      note(arrival);
      void arrival.fault.play({
        arrival,
        response,
        clock,
        breakOff(how) {
          isOurs = true;
          if (how === "reset") incoming.socket.resetAndDestroy();
          else incoming.socket.destroy();
        },
      });
    },
  };
}

/** null: it went away before its body was whole. */
async function readBody(incoming: IncomingMessage): Promise<ChatRequest | null> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
  } catch {
    return null;
  }
  return JSON.parse(Buffer.concat(chunks).toString("utf8")) as ChatRequest;
}
