/** Compressed answers, as what receives them from a connection sees them. */
import { brotliCompressSync, createBrotliCompress, createGzip, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { systemClock } from "../../../runtime/clock.ts";
import { createPool } from "../../../runtime/upstream/http/pool.ts";
import type { Upstream } from "../../../runtime/wire/upstream.ts";
import { deferred } from "../../support/deferred.ts";
import { type ExchangeLog, request } from "../../support/exchange-log.ts";
import { type RawConnection, type RawServer, startRawServer } from "../../support/raw-server.ts";

let server: RawServer;
let pool: Upstream;

beforeEach(async () => {
  server = await startRawServer();
  pool = createPool({ origin: server.origin, connectTimeout: 5_000, idleTimeout: 0, clock: systemClock });
});

afterEach(() => server.close());

const TEXT = '{"hi":"hi hi hi hi"}';
const BYTES = Buffer.from(TEXT);
/** By zstd 1.5. */
const ZSTD = Buffer.from(
  "KLUv/SRUDQIApAN7Im1vZGVsIjoibSIsIm1lc3NhZ2VzIjpbeyJyb2xlIjoidXNlciIsImNvbnRlbnQiOiJoaSAifV19AQCm7aC2dLAD",
  "base64",
);

const head = (encoding: string, length: number, status = 200) =>
  `HTTP/1.1 ${status} X\r\nx-a: 1\r\ncontent-encoding: ${encoding}\r\ncontent-length: ${length}\r\n\r\n`;

async function begun(): Promise<{ readonly log: ExchangeLog; readonly it: RawConnection }> {
  const log = request(pool);
  const it = await server.next();
  await it.until("\r\n\r\n");
  return { log, it };
}

async function answered(encoding: string, body: Buffer, status = 200): Promise<ExchangeLog> {
  const { log, it } = await begun();
  it.socket.write(head(encoding, body.length, status));
  it.socket.write(body);
  await log.end;
  return log;
}

const textOf = ({ events }: ExchangeLog) =>
  events.flatMap((each) => (each.startsWith("data ") ? [each.slice(5)] : [])).join("");

describe("a compressed answer", () => {
  test.each([
    ["gzip", gzipSync(BYTES)],
    ["X-GZIP", gzipSync(BYTES)],
    ["deflate", deflateSync(BYTES)],
    ["deflate", deflateRawSync(BYTES)],
    ["br", brotliCompressSync(BYTES)],
    ["br, gzip", gzipSync(brotliCompressSync(BYTES))],
    ["br\r\ncontent-encoding: gzip", gzipSync(brotliCompressSync(BYTES))],
  ])("in %s is read", async (encoding, body) => {
    const log = await answered(encoding, body);
    expect(textOf(log)).toBe(TEXT);
    expect(log.headers).toEqual(["x-a", "1"]);
    expect(log.events.at(-1)).toBe("complete");
  });

  test("in zstd is read", async () => {
    const log = request(pool);
    let text = "";
    log.onData = (chunk) => {
      text += chunk.toString();
    };
    const { socket } = await server.next();
    socket.write(head("zstd", ZSTD.length));
    socket.write(ZSTD);
    expect(await log.end).toBe("complete");
    expect(text).toMatch(/^\{"model":"m",.*\}$/);
  });

  test("that is only a part passes as it came", async () => {
    const body = gzipSync(BYTES);
    const part = await answered("gzip", body, 206);
    expect(textOf(part)).toBe(body.toString("latin1"));
    expect(part.headers).toContain("content-encoding");
  });

  test.each(["compress", "x-odd, gzip"])("in %s passes as it came", async (encoding) => {
    const log = await answered(encoding, BYTES, 500);
    expect(textOf(log)).toBe(TEXT);
    expect(log.headers).toContain(encoding);
  });

  test("without a body is empty", async () => {
    expect((await answered("gzip", Buffer.alloc(0), 503)).events).toEqual(["head 503", "complete"]);
  });

  test.each([
    ["cut off", gzipSync(BYTES).subarray(0, 20)],
    ["none of its encoding", BYTES],
  ])("that is %s has failed", async (_, body) => {
    expect((await answered("gzip", body)).events.at(-1)).toBe("protocol");
  });
});

describe("a compressed stream", () => {
  test.each([
    ["gzip", createGzip],
    ["br", createBrotliCompress],
  ])("in %s is read as it comes, and what came before a break too", async (encoding, create) => {
    const { log, it } = await begun();
    it.socket.write(`HTTP/1.1 200 OK\r\ncontent-encoding: ${encoding}\r\n\r\n`);
    const encoder = create();
    encoder.on("data", (chunk: Buffer) => it.socket.write(chunk));
    for (const word of ["one", "two"]) {
      const arrived = deferred();
      log.onData = () => arrived.resolve();
      encoder.write(word);
      encoder.flush();
      await arrived.promise;
    }
    expect(log.events).toEqual(["head 200", "data one", "data two"]);
    it.socket.resetAndDestroy();
    expect(await log.end).toBe("connection");
  });

  test("that turns out to be badly encoded ends its connection", async () => {
    const { log, it } = await begun();
    it.socket.write("HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\n\r\nnothing of the kind");
    expect(await log.end).toBe("protocol");
    it.socket.write("more");
    await it.closed;
  });

  test("pauses with its receiver, and ends when that aborts", async () => {
    const { log, it } = await begun();
    log.flowing = false;
    const bomb = gzipSync(Buffer.alloc(10_000_000));
    it.socket.write(head("gzip", bomb.length));
    it.socket.write(bomb);
    await log.answered;
    const arrived = deferred();
    log.onData = () => arrived.resolve();
    log.resume();
    await arrived.promise;
    expect(log.length()).toBeLessThan(100_000);
    log.abort();
    expect(await log.end).toBe("connection");
    expect(log.length()).toBeLessThan(100_000);
    expect(log.events).toEqual(["head 200", "connection"]);
  });

  test("can still be aborted when all of it has arrived", async () => {
    const { log, it } = await begun();
    log.flowing = false;
    const body = gzipSync(BYTES);
    it.socket.write(head("gzip", body.length));
    it.socket.write(body);
    await log.answered;
    log.abort(new Error("enough"));
    expect(log.events).toEqual(["head 200", "connection"]);
  });
});
