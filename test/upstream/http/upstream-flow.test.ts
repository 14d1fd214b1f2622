import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { systemClock } from "../../../runtime/clock.ts";
import { Connection } from "../../../runtime/upstream/http/connection.ts";
import { createPool } from "../../../runtime/upstream/http/pool.ts";
import type { Upstream } from "../../../runtime/wire/upstream.ts";
import { request } from "../../support/exchange-log.ts";
import { fakeClock } from "../../support/fake-clock.ts";
import { type RawServer, startRawServer } from "../../support/raw-server.ts";

let server: RawServer;

beforeEach(async () => {
  server = await startRawServer();
});

afterEach(() => server.close());

const poolWith = (options: { readonly idleTimeout?: number; readonly origin?: URL } = {}): Upstream =>
  createPool({ origin: server.origin, connectTimeout: 5_000, idleTimeout: 0, clock: systemClock, ...options });

const CHUNKED = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";

/** Writes as fast as the other end reads, up to `limit` bytes; settles with the number of bytes when it stalls or is done. */
function flood(socket: Socket, limit: number): Promise<number> {
  const piece = Buffer.alloc(65_536, "x");
  return new Promise((resolve) => {
    const more = (): void => {
      while (socket.bytesWritten < limit) {
        if (!socket.write(piece)) break;
      }
      if (socket.bytesWritten >= limit) resolve(socket.bytesWritten);
    };
    socket.on("drain", more);
    more();
    // A socket is stuck if its count does not change in many turns of the loop; there is no event for it.
    let [before, turns] = [-1, 0];
    const look = (): void => {
      const sent = socket.bytesWritten - socket.writableLength;
      turns = sent === before ? turns + 1 : 0;
      before = sent;
      if (turns === 1_000) resolve(sent);
      else setImmediate(look);
    };
    look();
  });
}

/** Settles when an answer that begins now has been silent for so long. Earlier timeouts are over by then. */
async function anotherFallsSilent(idleTimeout: number): Promise<void> {
  const log = request(poolWith({ idleTimeout }));
  const { socket, until } = await server.next();
  await until("\r\n\r\n");
  socket.write(`${CHUNKED}3\r\nabc\r\n`);
  expect(await log.end).toBe("timeout");
}

describe("a receiver that pauses", () => {
  test("pauses the sender, and gets every byte once it resumes", async () => {
    const log = request(poolWith());
    log.flowing = false;
    const { socket, until } = await server.next();
    await until("\r\n\r\n");
    const size = 100_000_000;
    socket.write(`HTTP/1.1 200 OK\r\ncontent-length: ${Math.ceil(size / 65_536) * 65_536}\r\n\r\n`);
    const sent = await flood(socket, size);
    expect(sent).toBeLessThan(20_000_000);
    expect(log.length()).toBeLessThan(1_000_000);
    log.flowing = true;
    log.resume();
    expect(await log.end).toBe("complete");
    expect(log.length()).toBe(Math.ceil(size / 65_536) * 65_536);
  });

  test("stays paused until it resumes, whatever was read before the pause and arrives late", async () => {
    const socket = connect(server.port, "127.0.0.1");
    const connection = new Connection(socket, "x", 0, { free() {}, gone() {}, repeats: () => false });
    const log = request({
      dispatch: (what, events) => connection.send(what, events),
      close: () => Promise.resolve(),
    });
    log.flowing = false;
    expect(connection.receive(Buffer.from(`${CHUNKED}3\r\nabc`))).toBe(false);
    // TLS decrypts several records at once; this one has nothing that the receiver could refuse.
    expect(connection.receive(Buffer.from("\r\n"))).toBe(false);
    log.flowing = true;
    log.resume();
    expect(connection.receive(Buffer.from("3\r\ndef\r\n"))).toBe(true);
    expect(connection.receive(Buffer.from("0\r\n\r\n"))).toBe(true);
    expect(log.events).toEqual(["head 200", "data abc", "data def", "complete"]);
    socket.destroy();
  });

  test("while the end arrives late leaves no connection that has stopped reading", async () => {
    const socket = connect(server.port, "127.0.0.1");
    let freed = 0;
    const connection = new Connection(socket, "x", 0, { free: () => void freed++, gone() {}, repeats: () => false });
    const log = request({
      dispatch: (what, events) => connection.send(what, events),
      close: () => Promise.resolve(),
    });
    log.flowing = false;
    await (await server.next()).until("\r\n\r\n");
    expect(connection.receive(Buffer.from(`${CHUNKED}3\r\nabc\r\n`))).toBe(false);
    connection.receive(Buffer.from("0\r\n\r\n"));
    expect(log.events).toEqual(["head 200", "data abc", "complete"]);
    expect([freed, socket.destroyed]).toEqual([0, true]);
  });

  test("is not mistaken for a silent upstream; after it resumes, silence counts again", async () => {
    const log = request(poolWith({ idleTimeout: 60 }));
    log.flowing = false;
    const { socket, until } = await server.next();
    await until("\r\n\r\n");
    socket.write("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc");
    await log.answered;
    await anotherFallsSilent(60);
    expect(log.events.filter((event) => event === "timeout")).toEqual([]);
    log.flowing = true;
    log.resume();
    expect(await log.end).toBe("timeout");
  });
});

describe("silence", () => {
  test("in the middle of an answer is a timeout", async () => {
    const log = request(poolWith({ idleTimeout: 40 }));
    const { socket, until, closed } = await server.next();
    await until("\r\n\r\n");
    socket.write(`${CHUNKED}3\r\nabc\r\n`);
    expect(await log.end).toBe("timeout");
    await closed;
  });

  test("before the answer is not: that wait has a limit of its own", async () => {
    const log = request(poolWith({ idleTimeout: 30 }));
    const { socket, until } = await server.next();
    await until("\r\n\r\n");
    socket.write("HTTP/1.1 100 Continue\r\n\r\n");
    await anotherFallsSilent(30);
    expect(log.events).toEqual([]);
    socket.write(`${CHUNKED}3\r\nabc\r\n`);
    expect(await log.end).toBe("timeout");
    expect(log.events).toEqual(["head 200", "data abc", "timeout"]);
  });
});

describe("connecting", () => {
  test("has a limit, and is reported as a timeout", async () => {
    const clock = fakeClock();
    const pool = createPool({ origin: server.origin, connectTimeout: 5_000, idleTimeout: 0, clock });
    const log = request(pool);
    // All in one turn: no connection can stand before the clock has run out.
    clock.advance(4_999);
    expect(log.events).toEqual([]);
    clock.advance(1);
    expect(await log.end).toBe("timeout");
    await pool.close();
    expect(clock.pending).toBe(0);
  });

  test("leaves no timer afterwards", async () => {
    const clock = fakeClock();
    const pool = createPool({ origin: server.origin, connectTimeout: 5_000, idleTimeout: 0, clock });
    const log = request(pool);
    const { socket, until } = await server.next();
    await until("\r\n\r\n");
    socket.write("HTTP/1.1 204 No Content\r\n\r\n");
    expect(await log.end).toBe("complete");
    expect(clock.pending).toBe(0);
  });

  test("to a port that refuses is a connection failure", async () => {
    const closed = createServer();
    await new Promise<void>((resolve) => closed.listen(0, "127.0.0.1", resolve));
    const { port } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));
    const log = request(poolWith({ origin: new URL(`http://127.0.0.1:${port}`) }));
    expect(await log.end).toBe("connection");
    expect(log.failure()?.fault).toEqual({ cause: "refused", detail: "ECONNREFUSED" });
  });

  test("to a name that does not exist is a connection failure", async () => {
    const log = request(poolWith({ origin: new URL("http://nowhere.invalid") }));
    expect(await log.end).toBe("connection");
    expect(log.failure()?.fault?.cause).toBe("dns");
  });
});
