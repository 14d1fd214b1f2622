/** A model provider on a real socket, which records requests and answers as the test says. */
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { notFound } from "./answers.ts";
import { deferred, mailbox } from "./deferred.ts";

export interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  /** Names and values in turn, as they came. */
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
  /** The body as a JSON object. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** The other end of the connection it came on. */
  readonly clientPort: number;
  /** Settles when the answer is out, or when the other side went away before. */
  readonly over: Promise<"answered" | "cancelled">;
}

export type Answer = (request: Received, response: ServerResponse) => void | Promise<void>;

export interface ScriptedUpstream {
  /** `http://127.0.0.1:PORT`. */
  readonly url: string;
  readonly received: readonly Received[];
  /** Requests whose head arrived, whether or not a body followed. */
  begun(): number;
  /** The next request that no test has taken. */
  next(): Promise<Received>;
  /** Answers every request below `prefix` so, from now on. */
  always(prefix: string, answer: Answer): void;
  /** Answers the next requests below `prefix` so, one after another, before falling back to `always`. */
  once(prefix: string, ...answers: Answer[]): void;
  /** Forgets scripts of `once` and requests that no one took. */
  reset(): void;
  /** Closes the connections on which nothing is under way, as a provider does when it restarts. */
  dropIdleConnections(): void;
  close(): Promise<void>;
}

export async function startUpstream(): Promise<ScriptedUpstream> {
  const requests = mailbox<Received>();
  const scripts = new Map<string, Answer[]>();
  const standing = new Map<string, Answer>();
  const sockets = new Set<Socket>();
  let begun = 0;

  const pick = (url: string): Answer => {
    for (const [prefix, answers] of scripts) {
      const answer = url.startsWith(prefix) ? answers.shift() : undefined;
      if (answer !== undefined) return answer;
    }
    const prefixes = [...standing.keys()].filter((prefix) => url.startsWith(prefix));
    const longest = prefixes.sort((a, b) => b.length - a.length)[0];
    return (longest === undefined ? undefined : standing.get(longest)) ?? notFound;
  };

  const server = createServer((incoming, response) => {
    begun += 1;
    void record(incoming, response).then(async (request) => {
      if (request === null) return;
      const answer = pick(request.url);
      requests.put(request);
      await answer(request, response);
    });
  });
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => socket.destroy());
  });
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received: requests.all,
    begun: () => begun,
    next: () => requests.next(),
    always: (prefix, answer) => void standing.set(prefix, answer),
    once: (prefix, ...answers) => void scripts.set(prefix, [...(scripts.get(prefix) ?? []), ...answers]),
    reset() {
      scripts.clear();
      requests.skip();
    },
    dropIdleConnections: () => server.closeIdleConnections(),
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** null: it went away before its body was whole. */
async function record(incoming: IncomingMessage, response: ServerResponse): Promise<Received | null> {
  const over = deferred<"answered" | "cancelled">();
  response.on("close", () => over.resolve(response.writableFinished ? "answered" : "cancelled"));
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
  } catch {
    return null;
  }
  const body = Buffer.concat(chunks);
  return {
    method: incoming.method ?? "",
    url: incoming.url ?? "",
    headers: incoming.headers,
    rawHeaders: incoming.rawHeaders,
    body,
    get fields() {
      return JSON.parse(body.toString("utf8")) as Record<string, unknown>;
    },
    clientPort: incoming.socket.remotePort ?? 0,
    over: over.promise,
  };
}
