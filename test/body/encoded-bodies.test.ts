import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readEncoded } from "../../runtime/body/decode/read-encoded.ts";
import { Zstd } from "../../runtime/body/decode/zstd.ts";
import { framesOf } from "../../runtime/body/decode/zstd-frames.ts";
import { errorBody } from "../../runtime/protocols/openai/client-api.ts";
import { flatten } from "../../runtime/wire/payload.ts";

const LIMIT = 1_000_000;
let server: Server;

beforeAll(async () => {
  server = createServer((req, res) => {
    readEncoded(req, LIMIT, (body) => {
      if (body === null) res.destroy();
      else if ("code" in body) res.writeHead(body.status).end(errorBody(body));
      else res.end(flatten(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});

afterAll(() => void server.close());

interface Echo {
  readonly status: number;
  readonly text: string;
}

function ask(body: Buffer, encoding: string): Promise<Echo> {
  const { port } = server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    const sent = request({ port, method: "POST", headers: { "content-encoding": encoding }, agent: false });
    sent.on("error", reject);
    sent.on("response", async (res) => {
      let text = "";
      for await (const chunk of res) text += chunk;
      resolve({ status: res.statusCode ?? 0, text });
    });
    sent.end(body);
  });
}

const TEXT = '{"model":"m","messages":[{"role":"user","content":"hi hi hi hi hi hi hi hi hi hi"}]}';
const BYTES = Buffer.from(TEXT);
/** The same by zstd 1.5. */
const ZSTD = Buffer.from(
  "KLUv/SRUDQIApAN7Im1vZGVsIjoibSIsIm1lc3NhZ2VzIjpbeyJyb2xlIjoidXNlciIsImNvbnRlbnQiOiJoaSAifV19AQCm7aC2dLAD",
  "base64",
);
/** Frames of blocks that each repeat one byte 128 K times, 4 bytes for all of it; the last block is the last of all. */
function zstdBomb(blocks: number, windowByte = 0x38): Buffer {
  const block = (last: boolean) => [(last ? 1 : 0) | 2, 0, 0x10, 0];
  const body = Array.from({ length: blocks }, (_, i) => block(i === blocks - 1)).flat();
  return Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, windowByte, ...body]);
}

describe("an encoded body", () => {
  test.each([
    ["gzip", gzipSync(BYTES)],
    ["x-gzip", gzipSync(BYTES)],
    ["GZIP", gzipSync(BYTES)],
    ["deflate", deflateSync(BYTES)],
    ["deflate", deflateRawSync(BYTES)],
    ["br", brotliCompressSync(BYTES)],
    ["zstd", ZSTD],
    ["zstd, gzip", gzipSync(ZSTD)],
    ["br,identity, deflate", deflateSync(brotliCompressSync(BYTES))],
    ["identity", BYTES],
    ["", BYTES],
  ])("%s is decoded", async (encoding, body) => {
    expect(await ask(body, encoding)).toEqual({ status: 200, text: TEXT });
  });

  test("zstd in two frames and a skippable one is read as one body", async () => {
    const skipped = Buffer.from([0x53, 0x2a, 0x4d, 0x18, 2, 0, 0, 0, 9, 9]);
    expect(await ask(Buffer.concat([ZSTD, skipped, ZSTD]), "zstd")).toEqual({ status: 200, text: TEXT + TEXT });
  });

  test.each(["gzip", "deflate", "br"] as const)("%s of more than a megabyte arrives completely", async (encoding) => {
    const text = Array.from({ length: 90_000 }, (_, i) => `${i} `.padEnd(11, "ab")).join("");
    const make = { gzip: gzipSync, deflate: deflateSync, br: brotliCompressSync }[encoding];
    expect(text.length).toBeLessThanOrEqual(LIMIT);
    expect((await ask(make(Buffer.from(text)), encoding)).text).toBe(text);
  });

  test.each([
    ["gzip", gzipSync(BYTES)],
    ["deflate", deflateSync(BYTES)],
    ["br", brotliCompressSync(BYTES)],
    ["zstd", ZSTD],
  ])("%s that is cut off or garbled is a client error", async (encoding, body) => {
    for (const broken of [body.subarray(0, body.length - 3), Buffer.from("{}{}{}{}{}{}{}{}{}{}")]) {
      const { status, text } = await ask(broken, encoding);
      expect([status, JSON.parse(text).error.code]).toEqual([400, "invalid_json"]);
    }
  });

  test.each([
    ["gzip", gzipSync(Buffer.alloc(200_000_000))],
    ["br", brotliCompressSync(Buffer.alloc(50_000_000))],
    ["gzip, gzip", gzipSync(gzipSync(Buffer.alloc(50_000_000)))],
    ["zstd", zstdBomb(100_000)],
  ])("%s that decodes to too much is rejected for its size", async (encoding, body) => {
    const { status, text } = await ask(body, encoding);
    expect([status, JSON.parse(text).error.code]).toEqual([413, "body_too_large"]);
  });

  test.each(["compress", "gzip, lzma", "x"])("%s is rejected with a list of the supported ones", async (encoding) => {
    const { status, text } = await ask(BYTES, encoding);
    expect(status).toBe(415);
    expect(JSON.parse(text).error).toMatchObject({ code: "unsupported_encoding" });
    expect(JSON.parse(text).error.message).toContain("gzip, deflate, br or zstd");
  });

  test("five layers are rejected", async () => {
    expect((await ask(BYTES, "gzip,gzip,gzip,gzip,gzip")).status).toBe(415);
  });
});

describe("the decoder of zstd", () => {
  const decode = async (bytes: Buffer): Promise<Buffer> => {
    const decoder = new Zstd(LIMIT);
    decoder.end(bytes);
    const pieces: Buffer[] = [];
    for await (const piece of decoder) pieces.push(piece as Buffer);
    return Buffer.concat(pieces);
  };

  test("decodes what was compressed", async () => {
    expect((await decode(ZSTD)).toString()).toBe(TEXT);
    expect((await decode(zstdBomb(5))).equals(Buffer.alloc(5 * 0x20000))).toBe(true);
  });

  test("stops at the limit", async () => {
    await expect(decode(zstdBomb(8))).rejects.toThrow();
  });

  const LIMITS = { window: 1 << 23, bytes: 1 << 25 };
  const kindOf = (bytes: Buffer, limits = LIMITS) => framesOf(bytes, limits).kind;
  /** A window, and blocks with nothing in them. */
  const frame = (windowByte: number, blocks: number) =>
    Buffer.from([
      0x28,
      0xb5,
      0x2f,
      0xfd,
      0,
      windowByte,
      ...Array(blocks - 1)
        .fill([0, 0, 0])
        .flat(),
      1,
      0,
      0,
    ]);
  const many = (count: number, each: Buffer) => Buffer.concat(Array.from({ length: count }, () => each));

  test("rejects windows above 8 MB, which would need gigabytes", () => {
    expect(kindOf(zstdBomb(1, 13 << 3))).toBe("frames");
    expect(kindOf(zstdBomb(1, (13 << 3) + 1))).toBe("invalid");
    expect(kindOf(zstdBomb(1, 21 << 3))).toBe("invalid");
  });

  test("gives a frame no larger window than its blocks can fill", async () => {
    const bytes = zstdBomb(3, 13 << 3);
    const found = framesOf(Buffer.from(bytes), LIMITS);
    expect(found).toMatchObject({ frames: [{ window: 1 << 19 }] });
    expect((await decode(bytes)).equals(Buffer.alloc(3 * 0x20000))).toBe(true);
    // One that declares less keeps it.
    expect(framesOf(zstdBomb(3, 2 << 3), LIMITS)).toMatchObject({ frames: [{ window: 4096 }] });
  });

  test.each([
    ["of the largest window, which they fill", frame(13 << 3, 64), 4],
    ["of the smallest one", frame(0, 1), 1024],
    ["of a large window that they do not fill", frame(13 << 3, 1), 512],
  ])("takes no more frames %s than any sender has use for", (_, each, most) => {
    expect(kindOf(many(most, each))).toBe("frames");
    expect(kindOf(many(most + 1, each))).toBe("costly");
    // However little may come out, one frame of any sender fits.
    expect(kindOf(each, { ...LIMITS, bytes: 100 })).toBe("frames");
  });

  test("takes no more blocks than what may come out has in a large window, since each moves all of it", () => {
    expect(kindOf(frame(13 << 3, 256))).toBe("frames");
    expect(kindOf(frame(13 << 3, 257))).toBe("costly");
    expect(kindOf(frame(0, 100_000))).toBe("frames");
  });

  test("rejects blocks that are larger than any", () => {
    expect(kindOf(Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, 0x38, 0x0b, 0, 0x10, 0]))).toBe("invalid");
  });

  test("rejects a size that its blocks cannot fill", () => {
    const single = (size: number) => Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0xa0, ...le32(size), 1, 0, 0]);
    expect(kindOf(single(131_072))).toBe("frames");
    expect(kindOf(single(131_073))).toBe("invalid");
  });

  test("lets others have their turn", async () => {
    let turns = 0;
    const count = () => void (turns++ >= 0 && !over && setImmediate(count));
    let over = false;
    setImmediate(count);
    const decoder = new Zstd(LIMITS.bytes);
    decoder.end(frame(13 << 3, 128));
    for await (const _ of decoder);
    over = true;
    expect(turns).toBeGreaterThan(20);
  });

  test("says which limit too many windows exceed", async () => {
    const { status, text } = await ask(many(2000, frame(0, 1)), "zstd");
    expect([status, JSON.parse(text).error.code]).toEqual([413, "body_too_large"]);
    expect(JSON.parse(text).error.message).toContain(`zstd frames take more than its bytes may, ${LIMIT} in this`);
  });
});

function le32(value: number): readonly number[] {
  return [value & 0xff, (value >> 8) & 0xff, (value >> 16) & 0xff, value >>> 24];
}
