import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createPool } from "../../../runtime/upstream/http/pool.ts";
import type { BodySink, BodyStream, Upstream } from "../../../runtime/wire/upstream.ts";
import { request } from "../../support/exchange-log.ts";
import { type FakeClock, fakeClock } from "../../support/fake-clock.ts";
import { type RawServer, startRawServer } from "../../support/raw-server.ts";

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

interface Given extends BodyStream {
  readonly to: BodySink;
  readonly log: string[];
  /** Called when it may continue. */
  more: () => void;
}

/** A body that the test writes. */
function given(length: number | null): Given {
  let sink: BodySink | null = null;
  const log: string[] = [];
  const body: Given = {
    length,
    log,
    more: () => {},
    open: (to) => {
      sink = to;
    },
    resume: () => body.more(),
    close: () => void log.push("close"),
    get to() {
      if (sink === null) throw new Error("not open");
      return sink;
    },
  };
  return body;
}

describe("a streamed body", () => {
  test("of a known length is sent as it arrives, and the connection serves the next request", async () => {
    const body = given(6);
    const log = request(pool, { body });
    const { socket, received, until } = await server.next();
    await until("\r\n\r\n");
    expect(received()).toContain("content-length: 6\r\n");
    body.to.write(Buffer.from("abc"));
    await until("abc");
    body.to.write(Buffer.from("def"));
    body.to.end();
    await until("abcdef");
    socket.write(OK);
    expect(await log.end).toBe("complete");
    expect(body.log).toEqual([]);
    request(pool, { path: "/next" });
    await until("/next");
    expect(server.count()).toBe(1);
  });

  test("of an unknown length is sent in chunks", async () => {
    const body = given(null);
    const log = request(pool, { body });
    const { socket, received, until } = await server.next();
    body.to.write(Buffer.from("abc"));
    body.to.write(Buffer.alloc(0));
    body.to.write(Buffer.alloc(20, "d"));
    body.to.end();
    await until("0\r\n\r\n");
    expect(received()).toContain(
      "transfer-encoding: chunked\r\n\r\n3\r\nabc\r\n14\r\ndddddddddddddddddddd\r\n0\r\n\r\n",
    );
    expect(received()).not.toContain("content-length");
    socket.write(OK);
    expect(await log.end).toBe("complete");
  });

  test("is paused by an upstream that does not read, and continues when it does", async () => {
    const size = 16_000_000;
    const body = given(size);
    const log = request(pool, { body });
    const { socket } = await server.next();
    socket.pause();
    const piece = Buffer.alloc(100_000, "x");
    let sent = 0;
    while (sent < size && body.to.write(piece)) sent += piece.length;
    expect(sent).toBeLessThan(size - 1_000_000);
    sent += piece.length;
    const more = () => {
      while (sent < size) {
        sent += piece.length;
        if (!body.to.write(piece)) return;
      }
      body.to.end();
    };
    body.more = more;
    let arrived = 0;
    socket.on("data", (chunk) => {
      arrived += chunk.length;
    });
    const whole = new Promise<void>((resolve) => {
      const look = () => (arrived >= size ? resolve() : socket.once("data", look));
      socket.once("data", look);
    });
    socket.resume();
    await whole;
    socket.write(OK);
    expect(await log.end).toBe("complete");
  });

  test.each([
    ["in the middle of a known length", 6],
    ["in the middle of chunks", null],
  ])("that breaks off %s breaks the connection, so that it is not taken as complete", async (_, length) => {
    const body = given(length);
    const log = request(pool, { body });
    const { received, until, closed } = await server.next();
    body.to.write(Buffer.from("abc"));
    await until("abc");
    body.to.fail();
    expect(await log.end).toBe("connection");
    await closed;
    expect(received()).not.toContain("0\r\n\r\n");
  });

  test.each([
    ["longer", "abcdefg"],
    ["shorter", "abc"],
  ])("that is %s than declared breaks the connection", async (_, text) => {
    const body = given(6);
    const log = request(pool, { body });
    const { received, closed } = await server.next();
    body.to.write(Buffer.from(text));
    body.to.end();
    expect(await log.end).toBe("connection");
    await closed;
    expect(received()).not.toContain("abcdefg");
  });

  test("is closed when the request is aborted", async () => {
    const body = given(null);
    const log = request(pool, { body });
    const { until, closed } = await server.next();
    body.to.write(Buffer.from("abc"));
    await until("abc");
    log.abort();
    expect(await log.end).toBe("connection");
    await closed;
    expect(body.log).toEqual(["close"]);
    expect(body.to.write(Buffer.from("late"))).toBe(true);
    body.to.end();
  });

  test.each([413, 401, 200])("is closed by a whole answer of %s, and the connection is not reused", async (status) => {
    const body = given(1_000_000);
    const log = request(pool, { body });
    const { socket, until, closed } = await server.next();
    body.to.write(Buffer.from("abc"));
    await until("abc");
    socket.write(`HTTP/1.1 ${status} X\r\ncontent-length: 2\r\n\r\nno`);
    expect(await log.end).toBe("complete");
    expect(log.events).toEqual([`head ${status}`, "data no", "complete"]);
    expect(body.log).toEqual(["close"]);
    await closed;
    request(pool, { path: "/next" });
    await (await server.next()).until("/next");
    expect(server.count()).toBe(2);
  });

  test("fails with the connection", async () => {
    const body = given(null);
    const log = request(pool, { body });
    const { socket, until } = await server.next();
    await until("\r\n\r\n");
    socket.resetAndDestroy();
    expect(await log.end).toBe("connection");
    expect(body.log).toEqual(["close"]);
  });
});

describe("the answer to HEAD", () => {
  test("ends with its headers, whatever length they declare", async () => {
    const log = request(pool, { method: "HEAD" });
    const { socket, until } = await server.next();
    await until("HEAD /v1/x");
    socket.write("HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\n");
    expect(await log.end).toBe("complete");
    request(pool, { path: "/next" });
    await until("/next");
    expect(server.count()).toBe(1);
  });
});
