/** Paths that are passed on, by the built server in front of a scripted upstream. */
import { createHash } from "node:crypto";
import { once } from "node:events";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { json } from "../support/answers.ts";
import { type RunningArtifact, startArtifact } from "../support/artifact.ts";
import { errorOf, open, send, wireTo } from "../support/client.ts";
import { auth, config, ENV } from "../support/passing.ts";
import { type Answer, type ScriptedUpstream, startUpstream } from "../support/upstream.ts";

let upstream: ScriptedUpstream;
let artifact: RunningArtifact;
let closed: RunningArtifact;

beforeAll(async () => {
  upstream = await startUpstream();
  upstream.always("/", json({ ok: true }));
  artifact = await startArtifact(config(upstream.url, "passthrough: true"), { env: ENV });
  closed = await startArtifact(config(upstream.url, ""), { env: ENV });
});

afterAll(async () => {
  await artifact?.stop();
  await closed?.stop();
  await upstream?.close();
});

beforeEach(() => upstream.reset());

const url = (path: string) => artifact.url + path;

describe("a path that Turnout does not have", () => {
  test.each(["GET", "POST", "DELETE", "PUT", "PATCH"])(
    "goes to the default backend by %s, with its query and body",
    async (method) => {
      const body = method === "GET" || method === "DELETE" ? undefined : "some bytes";
      const answer = await send(url("/v1/vector_stores/vs_1?after=a%2Fb"), {
        method,
        headers: { ...auth, "x-stainless-os": "1", "x-other": "2", range: "bytes=0-1" },
        ...(body !== undefined && { body }),
      });
      expect(answer.status).toBe(200);
      expect(answer.headers["x-request-id"]).toMatch(/^req_/);
      expect(answer.headers["x-turnout-route"]).toBe("openai.1");
      const received = await upstream.next();
      expect(received.method).toBe(method);
      expect(received.url).toBe("/openai/v1/vector_stores/vs_1?after=a%2Fb");
      expect(received.body.toString()).toBe(body ?? "");
      expect(received.headers).toMatchObject({
        authorization: "Bearer sk-one",
        "openai-organization": "org-up",
        "x-stainless-os": "1",
      });
      expect(received.headers).not.toHaveProperty("x-other");
      expect(received.headers).not.toHaveProperty("range");
      expect(JSON.stringify(received.rawHeaders)).not.toContain("client-key");
    },
  );

  test("always uses the first key: files belong to an account", async () => {
    for (let i = 0; i < 3; i++) {
      await send(url("/v1/files"), { method: "GET", headers: auth });
      expect((await upstream.next()).headers.authorization).toBe("Bearer sk-one");
    }
  });

  test("needs the client's key", async () => {
    const answer = await send(url("/v1/files"), { method: "GET" });
    expect([answer.status, errorOf(answer).code]).toEqual([401, "invalid_api_key"]);
  });

  test("HEAD is answered with the length and without a body", async () => {
    upstream.once("/", (_, response) => void response.writeHead(200, { "content-length": "500" }).end());
    const answer = await send(url("/v1/files/f/content"), { method: "HEAD", headers: auth });
    expect([answer.status, answer.headers["content-length"]]).toEqual([200, "500"]);
  });

  test("answers of any type are passed on as they arrive", async () => {
    const bytes = Buffer.from([0, 255, 1, 254]);
    let finish: () => void = () => {};
    upstream.once("/", (_, response) => {
      response.writeHead(200, { "content-type": "audio/mpeg" });
      response.write(bytes);
      finish = () => response.end(bytes);
    });
    const { response } = await open(url("/v1/files/f/content"), { method: "GET", headers: auth });
    const [first] = await once(response, "data");
    expect(first).toEqual(bytes);
    finish();
    await once(response, "end");
    expect(response.headers["content-type"]).toBe("audio/mpeg");
  });

  test("an error is shown unchanged, without the key", async () => {
    upstream.once(
      "/",
      (_, response) =>
        void response
          .writeHead(404, { "content-type": "application/json", "x-asked-by": "Bearer sk-one" })
          .end('{"error":{"message":"no file for sk-one"}}'),
    );
    const answer = await send(url("/v1/files/f"), { method: "GET", headers: auth });
    expect([answer.status, answer.text]).toEqual([404, '{"error":{"message":"no file for ******"}}']);
    expect(answer.headers["x-asked-by"]).toBe("Bearer ***");
  });

  test("an error too long to search for the key is not shown", async () => {
    upstream.once("/", (_, response) => void response.writeHead(400).end(`${"x".repeat(1 << 20)}sk-one`));
    const answer = await send(url("/v1/files/f"), { method: "GET", headers: auth });
    expect([answer.status, errorOf(answer).code]).toEqual([502, "upstream_invalid"]);
  });

  test("a redirect is neither followed nor passed on", async () => {
    upstream.once("/", (_, response) => void response.writeHead(302, { location: "http://example.com/" }).end());
    const answer = await send(url("/v1/files/f/content"), { method: "GET", headers: auth });
    expect([answer.status, answer.headers.location]).toEqual([502, undefined]);
  });

  test("a broken answer breaks the client's", async () => {
    const half: Answer = (_, response) => {
      response.writeHead(200, { "content-length": "100" });
      response.write("half");
      response.socket?.end();
    };
    upstream.once("/", half);
    await expect(send(url("/v1/files/f/content"), { method: "GET", headers: auth })).rejects.toThrow();
  });

  test("a client that leaves ends the upstream's request", async () => {
    upstream.once("/", (_, response) => void response.writeHead(200).flushHeaders());
    const { request: sent, response } = await open(url("/v1/files/f/content"), { method: "GET", headers: auth });
    response.on("error", () => {});
    sent.destroy();
    expect(await (await upstream.next()).over).toBe("cancelled");
  });

  test("an upload may be larger than any body that is held, and keeps its length", async () => {
    const size = 5_000_000;
    const body = Buffer.alloc(size, "abcdefg");
    const answer = await send(url("/v1/files"), {
      body,
      headers: { ...auth, "content-type": "application/octet-stream", "content-length": size },
    });
    expect(answer.status).toBe(200);
    const received = await upstream.next();
    expect(received.headers["content-length"]).toBe(String(size));
    const hash = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");
    expect(hash(received.body)).toBe(hash(body));
  });

  test("an encoded upload is passed on encoded", async () => {
    const body = gzipSync("hello");
    await send(url("/v1/uploads"), { body, headers: { ...auth, "content-encoding": "gzip" } });
    const received = await upstream.next();
    expect(received.headers["content-encoding"]).toBe("gzip");
    expect(received.body.equals(body)).toBe(true);
  });

  test.each([
    "/v1/files/../admin",
    "/v1/files/%2e%2e/admin",
    "/v1//admin",
    "/v1/files/..%2fadmin",
    "/v1/x/%252e%252e/y",
  ])("%s leads nowhere", async (path) => {
    const before = upstream.begun();
    const text = await wireTo(
      artifact.url,
      `GET ${path} HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer client-key\r\nconnection: close\r\n\r\n`,
    );
    expect(text).toMatch(/^HTTP\/1.1 404 /);
    expect(upstream.begun()).toBe(before);
  });

  test("without passthrough is a 404 that names the setting; images and audio too", async () => {
    for (const path of ["/v1/files", "/v1/images/generations", "/v1/audio/speech"]) {
      const answer = await send(closed.url + path, { body: '{"model":"openai:m"}', headers: auth });
      expect([answer.status, errorOf(answer).code]).toEqual([404, "not_found"]);
      expect(errorOf(answer).message).toContain("`passthrough: true`");
    }
  });

  test("has its line in the log", async () => {
    await send(url("/v1/batches?x=1"), { method: "GET", headers: auth });
    const line = JSON.parse(await artifact.logged(/"path":"\/v1\/batches"/));
    expect(line).toMatchObject({ event: "request", status: 200, target: "openai.1", attempts: 1, client_left: false });
  });
});
