import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { systemClock } from "../../../runtime/clock.ts";
import { createPool } from "../../../runtime/upstream/http/pool.ts";
import type { Upstream } from "../../../runtime/wire/upstream.ts";
import { deferred } from "../../support/deferred.ts";
import { request } from "../../support/exchange-log.ts";
import { type RawServer, startRawServer } from "../../support/raw-server.ts";

let server: RawServer;
let pool: Upstream;

beforeEach(async () => {
  server = await startRawServer();
  pool = createPool({ origin: server.origin, connectTimeout: 5_000, idleTimeout: 0, clock: systemClock });
});

afterEach(() => server.close());

const OK = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok";
const HEAD = "HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\n";

describe("an abort", () => {
  test("while it connects: no request is sent", async () => {
    const log = request(pool);
    log.abort(new Error("gone"));
    expect(log.events).toEqual(["connection"]);
    const next = request(pool, { path: "/next" });
    const connection = await server.next();
    await connection.until("/next");
    expect(connection.received()).not.toContain("/v1/x");
    connection.socket.write(OK);
    expect(await next.end).toBe("complete");
  });

  test("in the middle of an answer closes the connection, and nothing comes after it", async () => {
    const log = request(pool);
    const connection = await server.next();
    await connection.until("\r\n\r\n");
    connection.socket.write(`${HEAD}a`);
    await log.answered;
    log.abort();
    connection.socket.write("bcd");
    await connection.closed;
    expect(log.events.at(-1)).toBe("connection");
    expect(log.events.filter((event) => event === "connection")).toHaveLength(1);
  });

  test("by the receiver of a piece: nothing more is reported, though more was read", async () => {
    const log = request(pool);
    log.onData = () => log.abort();
    const connection = await server.next();
    await connection.until("\r\n\r\n");
    connection.socket.write(OK);
    await connection.closed;
    expect(log.events).toEqual(["head 200", "data ok", "connection"]);
  });

  test("with the headers: the body is not reported", async () => {
    const events: string[] = [];
    const over = deferred();
    let abortIt = (): void => {};
    pool.dispatch(
      { method: "GET", path: "/", headers: [], body: null },
      {
        onConnect(abort) {
          abortIt = abort;
        },
        onHeaders() {
          events.push("head");
          abortIt();
          return true;
        },
        onData: () => events.push("data") > 0,
        onComplete: () => void events.push("complete"),
        onError() {
          events.push("error");
          over.resolve();
        },
      },
    );
    const connection = await server.next();
    await connection.until("\r\n\r\n");
    connection.socket.write(OK);
    await over.promise;
    await connection.closed;
    expect(events).toEqual(["head", "error"]);
  });

  test("that comes too late does not affect the connection's next request", async () => {
    const log = request(pool);
    const connection = await server.next();
    await connection.until("/v1/x");
    connection.socket.write(OK);
    await log.end;
    const next = request(pool, { path: "/next" });
    await connection.until("/next");
    log.abort();
    connection.socket.write(OK);
    expect(await next.end).toBe("complete");
  });

  test("twice is once", async () => {
    const log = request(pool);
    log.abort();
    log.abort();
    expect(log.events).toEqual(["connection"]);
  });
});

describe("an answer that breaks", () => {
  test.each([
    ["before its head", ""],
    ["in its head", "HTTP/1.1 200 OK\r\ncont"],
    ["in its length", `${HEAD}abc`],
    ["in a chunk", "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nabc"],
    ["before its last chunk", "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n"],
    ["in its trailers", "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nx: y\r\n"],
  ])("%s is a connection failure", async (_, text) => {
    const log = request(pool);
    const connection = await server.next();
    await connection.until("\r\n\r\n");
    connection.socket.end(text);
    expect(await log.end).toBe("connection");
  });

  test("by a reset, though only the end of the connection would end it", async () => {
    const log = request(pool);
    const connection = await server.next();
    await connection.until("\r\n\r\n");
    connection.socket.write("HTTP/1.1 200 OK\r\n\r\nabc");
    await log.answered;
    connection.socket.resetAndDestroy();
    expect(await log.end).toBe("connection");
  });

  test("is complete if the end of the connection ends it", async () => {
    const log = request(pool);
    const connection = await server.next();
    await connection.until("\r\n\r\n");
    connection.socket.end("HTTP/1.0 200 OK\r\n\r\nabc");
    await log.end;
    expect(log.events).toEqual(["head 200", "data abc", "complete"]);
  });

  test("that is announced again and again, and does not begin, is a protocol failure", async () => {
    const log = request(pool);
    const connection = await server.next();
    connection.socket.write("HTTP/1.1 102 Processing\r\n\r\n".repeat(17));
    expect(await log.end).toBe("protocol");
    await connection.closed;
  });

  test("that is not HTTP is a protocol failure, and closes the connection", async () => {
    const log = request(pool);
    const connection = await server.next();
    connection.socket.write("SSH-2.0-OpenSSH_9.6\r\n\r\n");
    expect(await log.end).toBe("protocol");
    await connection.closed;
  });
});
