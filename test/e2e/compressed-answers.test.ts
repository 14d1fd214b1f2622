/** Upstreams that compress what they answer although nobody asked them to, behind the built server. */
import { brotliCompressSync, createGzip, gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { json } from "../support/answers.ts";
import { type RunningArtifact, startArtifact } from "../support/artifact.ts";
import { errorOf, post, send } from "../support/client.ts";
import { chat, chunk, says } from "../support/completions.ts";
import { type Answer, type ScriptedUpstream, startUpstream } from "../support/upstream.ts";

let upstream: ScriptedUpstream;
let artifact: RunningArtifact;

beforeAll(async () => {
  upstream = await startUpstream();
  const at = (name: string) => `{ type: openai-compatible, base_url: "${upstream.url}/${name}/v1", protocols: [chat] }`;
  artifact = await startArtifact(
    `
backends:
  one: ${at("one")}
  two: ${at("two")}
default_backend: one
failover_routes: { both: ["one:m", "two:m"] }
failure_handling: { retries: 0 }
passthrough: true
`,
  );
});

afterAll(async () => {
  await artifact?.stop();
  await upstream?.close();
});

beforeEach(() => upstream.reset());

const zipped =
  (body: unknown, status = 200, encoding = "gzip"): Answer =>
  (_, response) => {
    const bytes = Buffer.from(JSON.stringify(body));
    response.writeHead(status, { "content-type": "application/json", "content-encoding": encoding });
    response.end(encoding === "br" ? brotliCompressSync(bytes) : gzipSync(bytes));
  };

/** A stream of which each event is compressed and flushed. */
const zippedStream: Answer = async (_, response) => {
  response.writeHead(200, { "content-type": "text/event-stream", "content-encoding": "gzip" });
  const encoder = createGzip();
  encoder.pipe(response);
  for (const data of [chunk({ role: "assistant", content: "" }), chunk({ content: "hello" }), chunk({}, "stop")]) {
    encoder.write(`data: ${JSON.stringify(data)}\n\n`);
    await new Promise<void>((resolve) => encoder.flush(resolve));
  }
  encoder.end("data: [DONE]\n\n");
};

const CLIENTS = [
  ["chat/completions", { messages: [{ role: "user", content: "hi" }] }],
  ["responses", { input: "hi" }],
] as const;

const ask = (path: string, fields: object) => post(`${artifact.url}/v1/${path}`, { model: "both", ...fields });

test.each(CLIENTS)("/v1/%s: an answer is read", async (path, fields) => {
  upstream.once("/one", zipped(chat("hello"), 200, "br"));
  const answer = await ask(path, fields);
  expect(answer.headers).not.toHaveProperty("content-encoding");
  expect(answer.headers["x-turnout-route"]).toBe("one:m");
  expect(answer.text).toContain("hello");
});

test.each(CLIENTS)("/v1/%s: a stream is read", async (path, fields) => {
  upstream.once("/one", zippedStream);
  const answer = await ask(path, { ...fields, stream: true });
  expect(answer.headers).not.toHaveProperty("content-encoding");
  expect(answer.headers["content-type"]).toMatch(/^text\/event-stream/);
  expect(answer.text).toContain("hello");
  expect(answer.brokenOff).toBe(false);
});

test.each(CLIENTS)("/v1/%s: an error inside a good answer fails over", async (path, fields) => {
  upstream.once("/one", zipped({ error: { message: "overloaded", type: "server_error" } }));
  upstream.once("/two", says("from two"));
  expect((await ask(path, fields)).text).toContain("from two");
});

test.each(CLIENTS)("/v1/%s: an error's words and code go down, and its code decides", async (path, fields) => {
  const error = { message: "This model's maximum context length is 10 tokens.", code: "context_length_exceeded" };
  upstream.once("/one", zipped({ error }, 400));
  upstream.once("/two", zipped({ detail: error.message }, 500));
  const answer = await ask(path, fields);
  expect(answer.headers).not.toHaveProperty("content-encoding");
  expect(errorOf(answer).message).toBe(error.message);
});

test("an error's hint is read: an SDK is kept from sleeping as long", async () => {
  const error = {
    message: "Rate limit reached. Please try again in 6m0s.",
    type: "requests",
    code: "rate_limit_exceeded",
  };
  upstream.once("/one", zipped({ error }, 429));
  const answer = await post(`${artifact.url}/v1/chat/completions`, { model: "one:m", messages: [] });
  expect([answer.status, answer.headers["x-should-retry"]]).toEqual([429, "false"]);
});

test("a translated request asks for no encoding, whatever its client does", async () => {
  upstream.once("/one", json(chat("hello")));
  await post(`${artifact.url}/v1/responses`, { model: "both", input: "hi" }, { "accept-encoding": "gzip, br" });
  expect((await upstream.next()).headers["accept-encoding"]).toBe("identity");
});

test("a forwarded file comes down plain, since it is searched for secrets; an error in its place is read", async () => {
  upstream.once("/one", zipped({ of: "file" }));
  const file = await send(`${artifact.url}/v1/files/f/content`, { method: "GET" });
  expect(file.headers["content-encoding"]).toBeUndefined();
  expect(file.text).toBe('{"of":"file"}');
  upstream.once("/one", zipped({ detail: "no such file" }, 404));
  const none = await send(`${artifact.url}/v1/files/f/content`, { method: "GET" });
  expect([none.status, errorOf(none).message]).toEqual([404, "no such file"]);
});
