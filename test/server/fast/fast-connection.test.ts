/** How long a connection may wait, counted in looks: the server takes one each second. */
import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Handle } from "../../../runtime/request/handle.ts";
import { FastConnection } from "../../../runtime/server/fast/fast-connection.ts";

const KEEP_ALIVE = 2;
const REQUEST = 5;
const HEAD = "POST /hot HTTP/1.1\r\nhost: a\r\ncontent-length: 5\r\n\r\n";

describe("a connection", () => {
  let server: Server;
  let client: Socket;
  let connection: FastConnection;
  let text: string;
  let stopped: () => boolean;
  let received: () => number;
  let handler: Handle;

  beforeEach(async () => {
    text = "";
    server = createServer({ allowHalfOpen: true });
    server.on("connection", (socket) => {
      stopped = () => socket.isPaused();
      received = () => socket.bytesRead;
      connection = new FastConnection(socket, {
        handleFor: () => handler,
        toNode: () => {},
        dropped: () => {},
        keepAlive: KEEP_ALIVE,
        requestTimeout: REQUEST,
        isClosing: () => false,
      });
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("The server has no port.");
    client = connect(address.port, "127.0.0.1");
    client.on("data", (bytes: Buffer) => {
      text += bytes.toString("latin1");
    });
    await once(server, "connection");
  });
  afterEach(() => {
    client.destroy();
    server.close();
  });

  /** Sends it, and settles when the handler has called what it is given, and what that wrote is taken. */
  async function send(bytes: string, then: Handle): Promise<void> {
    const taken = new Promise<void>((resolve) => {
      handler = (req, res) => {
        then(req, res);
        setImmediate(resolve);
      };
    });
    client.write(bytes);
    await taken;
  }
  const answer: Handle = (_, res) => void res.writeHead(403, ["content-length", "0"]).end();
  function looks(count: number): void {
    for (let i = 0; i < count; i++) connection.look();
  }

  test("without a request is closed after the keep-alive timeout", async () => {
    looks(KEEP_ALIVE + 1);
    await once(client, "close");
    expect(text).toBe("");
  });

  test("is kept for that long after an answer", async () => {
    await send(`${HEAD}hello`, answer);
    looks(KEEP_ALIVE);
    await send(`${HEAD}hello`, answer);
    looks(KEEP_ALIVE + 1);
    await once(client, "close");
    expect(text.match(/403/g)).toHaveLength(2);
  });

  test("whose request has its answer waits no longer for the rest of the request", async () => {
    await send(`${HEAD}hell`, answer);
    looks(KEEP_ALIVE + 1);
    await once(client, "close");
    expect(text).toMatch(/^HTTP\/1\.1 403 (?!.*HTTP)/s);
  });

  test("whose request does not arrive is told so", async () => {
    await send(`${HEAD}hell`, () => {});
    looks(REQUEST);
    expect(text).toBe("");
    looks(1);
    await once(client, "close");
    expect(text).toMatch(/^HTTP\/1\.1 408 /);
  });

  test("is not read while a megabyte waits, however many of the requests are answered", async () => {
    const answered: (() => void)[] = [];
    handler = (_, res) => void answered.push(() => void res.writeHead(200, ["content-length", "0"]).end());
    const request = `${HEAD}hello`;
    client.write(request.repeat(40_000));
    while (!stopped()) await new Promise((resolve) => setImmediate(resolve));
    const read = received();
    for (let i = 0; i < 50; i++) {
      while (answered.length === 0) await new Promise((resolve) => setImmediate(resolve));
      answered.shift()?.();
    }
    while (answered.length === 0) await new Promise((resolve) => setImmediate(resolve));
    expect(received() - read).toBeLessThan(200_000);
  });
});
