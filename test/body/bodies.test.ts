import { connect } from "node:net";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { json } from "../support/answers.ts";
import { type RunningArtifact, startArtifact } from "../support/artifact.ts";
import { errorOf, send, wireTo } from "../support/client.ts";
import { chat } from "../support/completions.ts";
import { doors } from "../support/doors.ts";
import { cutAt } from "../support/json-text.ts";
import { type ScriptedUpstream, startUpstream } from "../support/upstream.ts";

const LIMIT = 100_000;
let upstream: ScriptedUpstream;
let artifact: RunningArtifact;

beforeAll(async () => {
  upstream = await startUpstream();
  upstream.always("/", json(chat("ok")));
  artifact = await startArtifact(
    `
backends: { openai: { type: openai, base_url: "${upstream.url}/v1" } }
default_backend: openai
server: { max_body_bytes: ${LIMIT} }
`,
    { env: { OPENAI_API_KEY: "sk-test" } },
  );
});

afterAll(async () => {
  await artifact?.stop();
  await upstream?.close();
});

beforeEach(() => upstream.reset());

/** A valid request of exactly so many bytes. */
function sized(bytes: number): Buffer {
  const [head, tail] = ['{"model":"openai:m","pad":"', '"}'];
  return Buffer.from(head + "x".repeat(bytes - head.length - tail.length) + tail);
}

describe.each(doors)("the body limit, on the $door path", ({ query }) => {
  const url = () => `${artifact.url}/v1/chat/completions${query}`;

  test.each([
    ["with its length", (body: Buffer) => body],
    ["in chunks", (body: Buffer) => cutAt(body, [10, 30_000, 60_000])],
  ])("%s: accepted at exactly the limit", async (_, as) => {
    expect((await send(url(), { body: as(sized(LIMIT)) })).status).toBe(200);
    expect((await upstream.next()).body.length).toBe(LIMIT - "openai:".length);
  });

  test.each([
    ["with its length", (body: Buffer) => body],
    ["in chunks", (body: Buffer) => cutAt(body, [10, 30_000, 60_000])],
  ])("%s: rejected one byte above it", async (_, as) => {
    const before = upstream.begun();
    const answer = await send(url(), { body: as(sized(LIMIT + 1)) });
    expect(answer.status).toBe(413);
    expect(errorOf(answer).code).toBe("body_too_large");
    expect(upstream.begun()).toBe(before);
  });

  test("rejects by the declared length alone, before any byte of the body", async () => {
    const head = `POST /v1/chat/completions${query} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n`;
    const { hostname, port } = new URL(artifact.url);
    const socket = connect(Number(port), hostname);
    socket.write(`${head}content-length: 99999999\r\n\r\n`);
    const first = await new Promise<Buffer>((resolve, reject) => socket.once("data", resolve).once("error", reject));
    socket.destroy();
    expect(first.toString()).toMatch(/^HTTP\/1\.1 413 /);
  });

  test("the next request succeeds", async () => {
    expect((await send(url(), { body: sized(500) })).status).toBe(200);
  });
});

describe.each(doors)("ways to send a body, on the $door path", ({ query }) => {
  const url = () => `${artifact.url}/v1/chat/completions${query}`;

  test("one byte at a time", async () => {
    const body = sized(300);
    const answer = await send(url(), { body: cutAt(body, Array.from(body.keys())) });
    expect(answer.status).toBe(200);
    const received = await upstream.next();
    expect(received.body.toString()).toBe(body.toString().replace("openai:", ""));
    expect(received.headers["content-length"]).toBe(String(received.body.length));
  });

  test("after Expect: 100-continue", async () => {
    const body = sized(60);
    const text = await wireTo(
      artifact.url,
      `POST /v1/chat/completions${query} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\nexpect: 100-continue\r\n` +
        `content-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
    );
    expect(text).toMatch(/HTTP\/1\.1 200 OK\r\n/);
    expect((await upstream.next()).headers.expect).toBeUndefined();
  });

  test.each([
    ["gzip", gzipSync],
    ["deflate", deflateSync],
    ["br", brotliCompressSync],
  ] as const)("in %s: refused or decoded, never handed on as garbage", async (encoding, compress) => {
    const before = upstream.begun();
    const answer = await send(url(), { body: compress(sized(400)), headers: { "content-encoding": encoding } });
    if (answer.status === 200) {
      const received = await upstream.next();
      expect(received.fields.model).toBe("m");
      expect(received.headers["content-encoding"]).toBeUndefined();
    } else {
      expect(answer.status).toBe(415);
      expect(errorOf(answer).code).toBe("unsupported_encoding");
      expect(upstream.begun()).toBe(before);
    }
  });

  test.each(["text/plain", "application/json; charset=utf-8", "application/octet-stream"])(
    "as %s: passed on in that encoding or decoded",
    async (type) => {
      const answer = await send(url(), { body: sized(60), headers: { "content-type": type } });
      expect(answer.status).toBe(200);
      expect([type, "application/json"]).toContain((await upstream.next()).headers["content-type"]);
    },
  );

  test("without a content-type: sent as JSON", async () => {
    const body = sized(60);
    const text = await wireTo(
      artifact.url,
      `POST /v1/chat/completions${query} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
    );
    expect(text).toMatch(/^HTTP\/1\.1 200 /);
    expect((await upstream.next()).headers["content-type"]).toBe("application/json");
  });

  test("with both a length and chunks: rejected, nothing is smuggled", async () => {
    const before = upstream.begun();
    const text = await wireTo(
      artifact.url,
      `POST /v1/chat/completions${query} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncontent-type: application/json\r\n` +
        'content-length: 19\r\ntransfer-encoding: chunked\r\n\r\n13\r\n{"model":"openai:m"}\r\n0\r\n\r\n',
    );
    expect(text).toMatch(/^HTTP\/1\.1 400 /);
    expect(upstream.begun()).toBe(before);
  });

  test("broken off by the client: the upstream is not called, and the next request succeeds", async () => {
    const before = upstream.begun();
    const { hostname, port } = new URL(artifact.url);
    const socket = connect(Number(port), hostname);
    await new Promise<void>((resolve) => socket.once("connect", resolve));
    socket.end(
      `POST /v1/chat/completions${query} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 500\r\n\r\n{"model":"openai:m"}`,
    );
    await new Promise((resolve) => socket.resume().once("close", resolve));
    expect((await send(url(), { body: sized(100) })).status).toBe(200);
    expect(upstream.begun()).toBe(before + 1);
  });
});
