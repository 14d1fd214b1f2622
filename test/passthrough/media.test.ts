/** Images and audio, by the built server in front of a scripted upstream. */
import { once } from "node:events";
import { request } from "node:http";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { json } from "../support/answers.ts";
import { type RunningArtifact, startArtifact } from "../support/artifact.ts";
import { errorOf, send } from "../support/client.ts";
import { auth, config, ENV, fieldIn, formOf } from "../support/passing.ts";
import { type ScriptedUpstream, startUpstream } from "../support/upstream.ts";

let upstream: ScriptedUpstream;
let artifact: RunningArtifact;

beforeAll(async () => {
  upstream = await startUpstream();
  upstream.always("/", json({ ok: true }));
  artifact = await startArtifact(config(upstream.url, "passthrough: true"), { env: ENV });
});

afterAll(async () => {
  await artifact?.stop();
  await upstream?.close();
});

beforeEach(() => upstream.reset());

const url = (path: string) => artifact.url + path;

const post = (path: string, { body, type }: ReturnType<typeof formOf>, chunked = false) =>
  send(url(path), {
    body: chunked ? [body.subarray(0, 70), body.subarray(70)] : body,
    headers: { ...auth, "content-type": type },
  });

describe("images and audio", () => {
  test("with a JSON body go to the model's backend, with its name for the model", async () => {
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

  test("with an encoded JSON body too", async () => {
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

  test("for a backend that does not have them get an error", async () => {
    const answer = await send(url("/v1/images/generations"), { body: '{"model":"mock:m"}', headers: auth });
    expect([answer.status, errorOf(answer).code]).toEqual([400, "unsupported_endpoint"]);
  });

  test.each([false, true])(
    "with a form: the model is rewritten, and parameters are set (in chunks: %s)",
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

  test("with a large form stream from the model on, longer than any body that is held", async () => {
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

  test("with a small form fail over", async () => {
    upstream.once("/openai", json({ error: { message: "down" } }, 503), json({ error: { message: "down" } }, 503));
    const answer = await post(
      "/v1/audio/translations",
      formOf({ name: "model", value: "ears" }, { name: "file", value: "x", file: "a" }),
    );
    expect([answer.status, answer.headers["x-turnout-route"]]).toEqual([200, "other:whisper-2"]);
  });

  test("with a form whose model comes after more than is held are rejected with advice", async () => {
    const form = formOf({ name: "file", value: Buffer.alloc(1_500_000), file: "a" }, { name: "model", value: "ears" });
    const answer = await post("/v1/audio/translations", form);
    expect(answer.status).toBe(413);
    expect(errorOf(answer).message).toContain("before the file");
  });

  test.each([
    ["two models", formOf({ name: "model", value: "other:a" }, { name: "model", value: "openai:b" }).body],
    ["no end", formOf({ name: "model", value: "other:a" }).body.subarray(0, -6)],
    ["no form", Buffer.from("hello")],
  ])("with a form with %s are a client error", async (_, body) => {
    const before = upstream.begun();
    const answer = await post("/v1/audio/translations", { body, type: "multipart/form-data; boundary=xyz" });
    expect([answer.status, errorOf(answer).code]).toEqual([400, "invalid_form"]);
    expect(upstream.begun()).toBe(before);
  });

  test("with a large form that breaks off never look complete upstream", async () => {
    const form = formOf(
      { name: "model", value: "other:a" },
      { name: "file", value: Buffer.alloc(1_500_000), file: "a" },
      { name: "model", value: "b" },
    );
    const answer = await post("/v1/audio/translations", form);
    expect([answer.status, errorOf(answer).code]).toEqual([400, "invalid_form"]);
  });
});
