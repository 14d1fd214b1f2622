import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createPool } from "../../../runtime/upstream/http/pool.ts";
import type { Upstream } from "../../../runtime/wire/upstream.ts";
import { request } from "../../support/exchange-log.ts";
import { type FakeClock, fakeClock } from "../../support/fake-clock.ts";
import { type RawConnection, type RawServer, startRawServer } from "../../support/raw-server.ts";

let server: RawServer;
let clock: FakeClock;
let pool: Upstream;

beforeEach(async () => {
  server = await startRawServer();
  clock = fakeClock();
  pool = createPool({ origin: server.origin, connectTimeout: 5_000, idleTimeout: 0, clock });
});

afterEach(() => server.close());

const OK = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok";

/** Sends a request that is answered well; its connection is free afterwards. */
async function succeed(connection?: RawConnection): Promise<RawConnection> {
  const log = request(pool, { path: "/warm" });
  const taken = connection ?? (await server.next());
  await taken.until("/warm");
  taken.socket.write(OK);
  expect(await log.end).toBe("complete");
  return taken;
}

describe("a request", () => {
  test("is sent as HTTP/1.1, with the length of its body", async () => {
    const log = request(pool, { path: "/v1/chat?x=1", body: Buffer.from("{é}") });
    const { socket, received, until } = await server.next();
    await until("}");
    expect(received()).toBe(
      `POST /v1/chat?x=1 HTTP/1.1\r\nhost: 127.0.0.1:${server.port}\r\nx-a: b\r\ncontent-length: 4\r\n\r\n{\xc3\xa9}`,
    );
    socket.write(OK);
    await log.end;
    expect(log.events).toEqual(["head 200", "data ok", "complete"]);
  });

  test("without a body has no length", async () => {
    const log = request(pool);
    const { socket, received, until } = await server.next();
    await until("\r\n\r\n");
    expect(received()).toBe(`GET /v1/x HTTP/1.1\r\nhost: 127.0.0.1:${server.port}\r\nx-a: b\r\n\r\n`);
    socket.write(OK);
    await log.end;
  });

  test("larger than one write arrives completely", async () => {
    const body = Buffer.alloc(3_000_000, "abcdefg");
    const log = request(pool, { body });
    const { socket, received } = await server.next();
    let length = 0;
    await new Promise<void>((resolve) => {
      socket.on("data", () => {
        length = received().length - received().indexOf("\r\n\r\n") - 4;
        if (length === body.length) resolve();
      });
    });
    expect(received().endsWith(body.toString("latin1"))).toBe(true);
    socket.write(OK);
    expect(await log.end).toBe("complete");
  });
});

describe("a connection that has answered", () => {
  test("carries the next request; the most recently used one comes first", async () => {
    const logs = [request(pool, { path: "/1" }), request(pool, { path: "/2" })];
    const first = await server.next();
    const second = await server.next();
    await Promise.all([first.until("\r\n\r\n"), second.until("\r\n\r\n")]);
    first.socket.write(OK);
    await Promise.race(logs.map((log) => log.end));
    second.socket.write(OK);
    await Promise.all(logs.map((log) => log.end));
    await succeed(second);
    await succeed(second);
    expect(server.count()).toBe(2);
    expect(first.received()).not.toContain("/warm");
  });

  test.each([
    ["says close", "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 2\r\n\r\nok"],
    ["speaks HTTP/1.0", "HTTP/1.0 200 OK\r\ncontent-length: 2\r\n\r\nok"],
    ["sends more than its answer", `${OK}HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\nbad`],
    [
      "frames its answer twice",
      "HTTP/1.1 200 OK\r\ncontent-length: 9\r\ntransfer-encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
    ],
  ])("is closed if it %s", async (_, answer) => {
    const log = request(pool);
    const connection = await server.next();
    await connection.until("\r\n\r\n");
    connection.socket.write(answer);
    await log.end;
    expect(log.events).toEqual(["head 200", "data ok", "complete"]);
    await connection.closed;
    await succeed();
    expect(server.count()).toBe(2);
  });

  test("is closed when unexpected bytes arrive", async () => {
    const connection = await succeed();
    connection.socket.write(OK);
    await connection.closed;
    await succeed();
    expect(server.count()).toBe(2);
  });

  test("is not used after a long idle time", async () => {
    const connection = await succeed();
    clock.advance(29_999);
    await succeed(connection);
    clock.advance(30_000);
    const log = request(pool);
    const fresh = await server.next();
    await connection.closed;
    await fresh.until("\r\n\r\n");
    fresh.socket.write(OK);
    expect(await log.end).toBe("complete");
  });

  test("is dropped when the upstream closes it", async () => {
    const connection = await succeed();
    connection.socket.end();
    await connection.closed;
    await succeed();
    expect(server.count()).toBe(2);
  });

  test.each([
    ["ends", (connection: RawConnection) => connection.socket.end()],
    ["is reset", (connection: RawConnection) => connection.socket.resetAndDestroy()],
  ])("that %s while a request is on its way: the request is sent again over a new one", async (_, close) => {
    const connection = await succeed();
    const log = request(pool, { path: "/crossed", body: Buffer.from("once more") });
    await connection.until("once more");
    close(connection);
    const fresh = await server.next();
    await fresh.until("once more");
    fresh.socket.write(OK);
    expect(await log.end).toBe("complete");
    expect(log.events).toEqual(["head 200", "data ok", "complete"]);
    expect(server.count()).toBe(2);
  });

  test("that closes is replaced only once: a new one that closes as well is a failure", async () => {
    const connection = await succeed();
    const log = request(pool, { path: "/crossed" });
    await connection.until("/crossed");
    connection.socket.destroy();
    const fresh = await server.next();
    await fresh.until("/crossed");
    fresh.socket.destroy();
    expect(await log.end).toBe("connection");
    expect(log.failure()?.fault?.cause).toBe("reset");
    expect(log.events).toEqual(["connection"]);
  });

  test.each([
    ["after a second: the request may be why", null],
    ["after a part of an answer", "HTTP/1.1 200 OK\r\n"],
    ["after it said that an answer will come", "HTTP/1.1 102 Processing\r\n\r\n"],
  ])("that closes %s: the request has failed", async (_, came) => {
    const connection = await succeed();
    const log = request(pool, { path: "/slow" });
    await connection.until("/slow");
    if (came === null) clock.advance(1000);
    else connection.socket.write(came);
    connection.socket.end();
    expect(await log.end).toBe("connection");
    expect(server.count()).toBe(1);
  });

  test("that closes after the client has left is not replaced", async () => {
    const connection = await succeed();
    const log = request(pool, { path: "/left" });
    await connection.until("/left");
    log.abort();
    await connection.closed;
    expect(log.events).toEqual(["connection"]);
    expect(server.count()).toBe(1);
  });

  test("can still be aborted after it was replaced", async () => {
    const connection = await succeed();
    const log = request(pool, { path: "/crossed" });
    await connection.until("/crossed");
    connection.socket.destroy();
    const fresh = await server.next();
    await fresh.until("/crossed");
    log.abort();
    await fresh.closed;
    expect(log.events).toEqual(["connection"]);
  });

  test("is not used for what may be sent only once", async () => {
    const connection = await succeed();
    const log = request(pool, { path: "/once", once: true });
    const fresh = await server.next();
    await fresh.until("/once");
    fresh.socket.write(OK);
    expect(await log.end).toBe("complete");
    expect(connection.received()).not.toContain("/once");
  });

  test("before its request was sent completely is closed: the rest would run into the next request", async () => {
    const log = request(pool, { body: Buffer.alloc(40_000_000) });
    const connection = await server.next();
    connection.socket.pause();
    connection.socket.write("HTTP/1.1 413 Too Large\r\ncontent-length: 2\r\n\r\nno");
    expect(await log.end).toBe("complete");
    expect(log.events).toEqual(["head 413", "data no", "complete"]);
    connection.socket.resume();
    await connection.closed;
    await succeed();
    expect(server.count()).toBe(2);
  });
});

describe("close", () => {
  test("lets open requests finish, and closes idle connections at once", async () => {
    const idle = await succeed();
    const busy = request(pool, { path: "/a" });
    await idle.until("/a");
    const other = request(pool, { path: "/b" });
    const second = await server.next();
    await second.until("/b");
    second.socket.write(OK);
    await other.end;
    let closed = false;
    const closing = pool.close().then(() => {
      closed = true;
    });
    await second.closed;
    expect(closed).toBe(false);
    idle.socket.write(OK);
    expect(await busy.end).toBe("complete");
    await closing;
    await idle.closed;
  });

  test("of a pool that was never used, or is closed, finishes at once", async () => {
    await pool.close();
    await pool.close();
  });

  test("a retry of an open request still gets a connection, which does not outlive it", async () => {
    const busy = request(pool);
    const connection = await server.next();
    const closing = pool.close();
    const retry = request(pool, { path: "/retry" });
    connection.socket.destroy();
    expect(await busy.end).toBe("connection");
    const second = await server.next();
    await second.until("/retry");
    second.socket.write(OK);
    expect(await retry.end).toBe("complete");
    await closing;
    await second.closed;
  });
});
