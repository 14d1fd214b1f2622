/** Paths that are passed on, by the built server in front of a scripted upstream. */
import { createHash } from "node:crypto";
import { once } from "node:events";
import { request } from "node:http";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { json } from "../support/answers.ts";
import { type RunningArtifact, startArtifact } from "../support/artifact.ts";
import { errorOf, open, send, wireTo } from "../support/client.ts";
import { type Answer, type ScriptedUpstream, startUpstream } from "../support/upstream.ts";

let upstream: ScriptedUpstream;
let artifact: RunningArtifact;
let closed: RunningArtifact;

const config = (url: string, more: string) => `
backends:
  openai: { type: openai, base_url: "${url}/openai/v1", api_keys: ["\${KEY_1}", "\${KEY_2}"], organization: org-up }
  other: { type: openai-compatible, base_url: "${url}/other/v1", api_key: "\${KEY_1}" }
  mock: { type: mock }
default_backend: openai
model_aliases: [{ pattern: "^whisper$", replacement: "other:whisper-large?temperature=0.3" }]
failover_routes: { ears: ["openai:whisper-1", "other:whisper-2"] }
failure_handling: { retries: 0 }
auth: { api_keys: ["\${CLIENT}"] }
server: { max_body_bytes: 200000 }
${more}
`;

beforeAll(async () => {
  upstream = await startUpstream();
  upstream.always("/", json({ ok: true }));
  const env = { KEY_1: "sk-one", KEY_2: "sk-two", CLIENT: "client-key" };
  artifact = await startArtifact(config(upstream.url, "passthrough: true"), { env });
  closed = await startArtifact(config(upstream.url, ""), { env });
}, 120_000);

afterAll(async () => {
  await artifact?.stop();
  await closed?.stop();
  await upstream?.close();
});

beforeEach(() => upstream.reset());

const auth = { authorization: "Bearer client-key" };
const url = (path: string) => artifact.url + path;

interface Field {
  readonly name: string;
  readonly value: string | Buffer;
  readonly file?: string;
}

function formOf(...fields: readonly Field[]): { readonly body: Buffer; readonly type: string } {
  const parts = fields.flatMap(({ name, value, file }) => [
    Buffer.from(`--xyz\r\ncontent-disposition: form-data; name="${name}"${file ? `; filename="${file}"` : ""}\r\n\r\n`),
    Buffer.from(value),
    Buffer.from("\r\n"),
  ]);
  return { body: Buffer.concat([...parts, Buffer.from("--xyz--\r\n")]), type: "multipart/form-data; boundary=xyz" };
}

const post = (path: string, { body, type }: ReturnType<typeof formOf>, chunked = false) =>
  send(url(path), {
    body: chunked ? [body.subarray(0, 70), body.subarray(70)] : body,
    headers: { ...auth, "content-type": type },
  });

/** The value of a field in a form. */
const fieldIn = (body: Buffer, name: string) =>
  new RegExp(`name="${name}"[^\\r]*\\r\\n\\r\\n([\\s\\S]*?)\\r\\n--xyz`).exec(body.toString("latin1"))?.[1];

describe("a path that Turnout does not have", () => {
  test.each(["GET", "POST", "DELETE", "PUT", "PATCH"])(
    "goes to the default backend by %s, with its query and body",
    async (method) => {
      const body = method === "GET" || method === "DELETE" ? undefined : "some bytes";
      const answer = await send(url("/v1/vector_stores/vs_1?after=a%2Fb"), {
        method,
        headers: { ...auth, "x-own": "1" },
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
        "x-own": "1",
      });
      expect(JSON.stringify(received.rawHeaders)).not.toContain("client-key");
    },
  );

  test("stays with the first key: files belong to an account", async () => {
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

  test("answers of any type come down as they are, while they come", async () => {
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

  test("an error is shown as it came, without the key", async () => {
    upstream.once(
      "/",
      (_, response) =>
        void response
          .writeHead(404, { "content-type": "application/json" })
          .end('{"error":{"message":"no file for sk-one"}}'),
    );
    const answer = await send(url("/v1/files/f"), { method: "GET", headers: auth });
    expect([answer.status, answer.text]).toEqual([404, '{"error":{"message":"no file for ***"}}']);
  });

  test("a redirect is neither followed nor passed on", async () => {
    upstream.once("/", (_, response) => void response.writeHead(302, { location: "http://example.com/" }).end());
    const answer = await send(url("/v1/files/f/content"), { method: "GET", headers: auth });
    expect([answer.status, answer.headers.location]).toEqual([502, undefined]);
  });

  test("a cut below cuts above", async () => {
    const half: Answer = (_, response) => {
      response.writeHead(200, { "content-length": "100" });
      response.write("half");
      response.socket?.end();
    };
    upstream.once("/", half);
    await expect(send(url("/v1/files/f/content"), { method: "GET", headers: auth })).rejects.toThrow();
  });

  test("a client that leaves takes the upstream's request with it", async () => {
    upstream.once("/", (_, response) => void response.writeHead(200).flushHeaders());
    const { request: sent, response } = await open(url("/v1/files/f/content"), { method: "GET", headers: auth });
    response.on("error", () => {});
    sent.destroy();
    expect(await (await upstream.next()).over).toBe("cancelled");
  });

  test("an upload is larger than any body that is held, and keeps its length", async () => {
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

  test("an encoded upload goes up encoded", async () => {
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
      `GET ${path} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer client-key\r\nconnection: close\r\n\r\n`,
    );
    expect(text).toMatch(/^HTTP\/1.1 404 /);
    expect(upstream.begun()).toBe(before);
  });

  test("without passthrough is a 404 that says what would send it on; images and audio too", async () => {
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

describe("images and audio", () => {
  test("of a JSON body go to the model's backend under its name there", async () => {
    const answer = await send(url("/v1/images/generations"), {
      body: '{"model":"other:dall-e","prompt":"a  cat"}',
      headers: auth,
    });
    expect(answer.headers["x-turnout-route"]).toBe("other:dall-e");
    const received = await upstream.next();
    expect([received.url, received.body.toString()]).toEqual([
      "/other/v1/images/generations",
      '{"model":"dall-e","prompt":"a  cat"}',
    ]);
  });

  test("of an encoded JSON body too", async () => {
    await send(url("/v1/audio/speech"), {
      body: gzipSync('{"model":"other:tts"}'),
      headers: { ...auth, "content-encoding": "gzip" },
    });
    const received = await upstream.next();
    expect([received.body.toString(), received.headers["content-encoding"]]).toEqual(['{"model":"tts"}', undefined]);
  });

  test("without a model go to the default backend", async () => {
    await send(url("/v1/images/generations"), { body: '{"prompt":"cat"}', headers: auth });
    const received = await upstream.next();
    expect([received.url, received.body.toString()]).toEqual(["/openai/v1/images/generations", '{"prompt":"cat"}']);
  });

  test("of a backend that has none say so", async () => {
    const answer = await send(url("/v1/images/generations"), { body: '{"model":"mock:m"}', headers: auth });
    expect([answer.status, errorOf(answer).code]).toEqual([400, "unsupported_endpoint"]);
  });

  test.each([false, true])(
    "of a form: the model is rewritten, and parameters are set (in chunks: %s)",
    async (chunked) => {
      const form = formOf(
        { name: "temperature", value: "1" },
        { name: "file", value: "\0\r\n--xy", file: "a.mp3" },
        { name: "model", value: "whisper?temperature=0.7" },
      );
      const answer = await post("/v1/audio/transcriptions", form, chunked);
      expect(answer.headers["x-turnout-route"]).toBe("other:whisper-large");
      const { url: asked, body, headers } = await upstream.next();
      expect(asked).toBe("/other/v1/audio/transcriptions");
      expect(fieldIn(body, "model")).toBe("whisper-large");
      expect(fieldIn(body, "temperature")).toBe("0.7");
      expect(fieldIn(body, "file")).toBe("\0\r\n--xy");
      expect(body.toString("latin1").split('name="temperature"')).toHaveLength(2);
      expect(headers["content-length"]).toBe(chunked ? undefined : String(body.length));
    },
  );

  test("of a large form stream from the model on, longer than any body that is held", async () => {
    const file = Buffer.alloc(3_000_000, "01234567");
    const form = formOf({ name: "model", value: "other:whisper-1" }, { name: "file", value: file, file: "a.wav" });
    const { port } = new URL(artifact.url);
    const sent = request({
      port,
      method: "POST",
      path: "/v1/audio/transcriptions",
      agent: false,
      headers: { ...auth, "content-type": form.type, "content-length": form.body.length },
    });
    const before = upstream.begun();
    sent.write(form.body.subarray(0, 2_000_000));
    // The upstream has the head while the client still holds a third of the file back.
    while (upstream.begun() === before) await new Promise((resolve) => setImmediate(resolve));
    sent.end(form.body.subarray(2_000_000));
    const [response] = await once(sent, "response");
    expect(response.statusCode).toBe(200);
    response.resume();
    const { body, headers } = await upstream.next();
    expect(fieldIn(body, "model")).toBe("whisper-1");
    expect(body.length).toBe(form.body.length - "other:".length);
    expect(headers["content-length"]).toBe(String(body.length));
    expect(body.includes(file)).toBe(true);
  });

  test("of a small form fail over", async () => {
    upstream.once("/openai", json({ error: { message: "down" } }, 503), json({ error: { message: "down" } }, 503));
    const answer = await post(
      "/v1/audio/translations",
      formOf({ name: "model", value: "ears" }, { name: "file", value: "x", file: "a" }),
    );
    expect([answer.status, answer.headers["x-turnout-route"]]).toEqual([200, "other:whisper-2"]);
  });

  test("of a form whose model stands behind more than is held are refused with the way out", async () => {
    const form = formOf({ name: "file", value: Buffer.alloc(1_500_000), file: "a" }, { name: "model", value: "ears" });
    const answer = await post("/v1/audio/translations", form);
    expect(answer.status).toBe(413);
    expect(errorOf(answer).message).toContain("before the file");
  });

  test.each([
    ["two models", formOf({ name: "model", value: "other:a" }, { name: "model", value: "openai:b" }).body],
    ["no end", formOf({ name: "model", value: "other:a" }).body.subarray(0, -6)],
    ["no form", Buffer.from("hello")],
  ])("of a form with %s are the client's mistake", async (_, body) => {
    const before = upstream.begun();
    const answer = await post("/v1/audio/translations", { body, type: "multipart/form-data; boundary=xyz" });
    expect([answer.status, errorOf(answer).code]).toEqual([400, "invalid_form"]);
    expect(upstream.begun()).toBe(before);
  });

  test("of a large form that breaks on its way never look whole above", async () => {
    const form = formOf(
      { name: "model", value: "other:a" },
      { name: "file", value: Buffer.alloc(1_500_000), file: "a" },
      { name: "model", value: "b" },
    );
    const answer = await post("/v1/audio/translations", form);
    expect([answer.status, errorOf(answer).code]).toEqual([400, "invalid_form"]);
  });
});
