/** The error of the last target, in every form in which a client can get it. */
import { beforeEach, describe, expect, test } from "vitest";
import { refusal } from "../support/answers.ts";
import { errorOf, post, send } from "../support/client.ts";
import { spoken } from "../support/completions.ts";
import { backend, gateway } from "../support/gateway.ts";
import type { Answer } from "../support/upstream.ts";

const it = gateway(
  (url) => `
backends:
${["a", "b"].map((name) => backend(name, url)).join("\n")}
default_backend: a
passthrough: true
model_aliases: [{ pattern: "^race$", replacement: "a:m!a:n" }]
failure_handling: { retries: 1, min_retry_wait: 0 }
resilience: { circuit_breaker: { enabled: false } }
`,
  { time: "held" },
);

const says =
  (body: string, type = "application/json", status = 400): Answer =>
  (_, response) =>
    void response.writeHead(status, { "content-type": type, "x-a": "1" }).end(body);

const url = (path: string) => it.artifact.url + path;
const boundary = "form";
const form = ["model", "file"]
  .map((name) => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\na:m\r\n`)
  .join("");

const PLACES = {
  "chat completions": () => it.ask("a:m"),
  "a chat stream": () => it.ask("a:m", { stream: true }),
  "after another target": () => it.ask("b:m|a:m"),
  "a race": () => it.ask("race"),
  "responses, translated": () => post(url("/v1/responses"), { model: "a:m", input: "hi" }),
  "a stream of responses, translated": () => post(url("/v1/responses"), { model: "a:m", input: "hi", stream: true }),
  embeddings: () => post(url("/v1/embeddings"), { model: "a:m", input: "hi" }),
  completions: () => post(url("/v1/completions"), { model: "a:m", prompt: "hi" }),
  "a forwarded path": () => send(url("/v1/files"), { method: "GET" }),
  "a forwarded upload": () => send(url("/v1/files"), { body: "abc", headers: { "content-type": "text/plain" } }),
  "an upload that names its model": () =>
    send(url("/v1/audio/transcriptions"), {
      body: `${form}--${boundary}--\r\n`,
      headers: { "content-type": `multipart/form-data; boundary=${boundary}` },
    }),
} as const;

describe.each(Object.entries(PLACES))("%s", (_, ask) => {
  beforeEach(() => it.upstream.always("/b/", refusal(404, "model_not_found")));

  test.each([
    ['{"detail":"Not Found"}', "Not Found"],
    ["<html><head><title>x</title></head><h1>No</h1></html>", "No"],
    ["upstream connect error", "upstream connect error"],
    ["", "The upstream answered with the status 400."],
  ])("an error without the API's form: %s", async (body, message) => {
    it.upstream.always("/a/", says(body));
    const answer = await it.artifact.passUntil(ask());
    expect([answer.status, answer.headers["content-type"], answer.headers["x-a"]]).toEqual([
      400,
      "application/json",
      "1",
    ]);
    expect(errorOf(answer)).toEqual({ message, type: "invalid_request_error", code: null, param: null });
  });

  test("an error in the API's form goes down as it came", async () => {
    const body = ' {"error": {"message": "no", "more": 1}, "id": 9007199254740993}';
    it.upstream.always("/a/", says(body));
    expect((await it.artifact.passUntil(ask())).text).toBe(body);
  });
});

describe("x-should-retry", () => {
  const no = { "x-should-retry": "false" };

  test("of an upstream: it is not asked again, another target is", async () => {
    it.upstream.once("/a/", refusal(500, null, no));
    it.upstream.once("/b/", spoken("here"));
    const answer = await it.artifact.passUntil(it.ask("a:m|b:m", { stream: true }));
    expect([answer.status, answer.headers["x-turnout-route"], answer.headers["x-turnout-attempts"]]).toEqual([
      200,
      "b:m",
      "2",
    ]);
  });

  test.each(["0", "5"])("of a lone limited upstream that names a wait of %s s: its answer", async (seconds) => {
    it.upstream.always("/a/", refusal(429, null, { ...no, "retry-after": seconds }));
    const answer = await it.artifact.passUntil(it.ask("a:m"));
    expect([answer.status, answer.headers["x-should-retry"], answer.headers["x-turnout-attempts"]]).toEqual([
      429,
      "false",
      "1",
    ]);
  });

  test("is said to the client after a retry that changed nothing", async () => {
    it.upstream.always("/a/", refusal(500));
    const answer = await it.artifact.passUntil(it.ask("a:m"));
    expect([answer.status, answer.headers["x-should-retry"], answer.headers["x-turnout-attempts"]]).toEqual([
      500,
      "false",
      "2",
    ]);
  });

  test("is said with a wait of more than a minute", async () => {
    it.upstream.always("/a/", refusal(429, null, { "retry-after": "3600" }));
    const answer = await it.artifact.passUntil(it.ask("a:m"));
    expect([answer.status, answer.headers["x-should-retry"], answer.headers["x-turnout-attempts"]]).toEqual([
      429,
      "false",
      "1",
    ]);
  });

  test("is not said with an error that a retry might help", async () => {
    it.upstream.always("/a/", refusal(429, null, { "retry-after": "45" }));
    const answer = await it.artifact.passUntil(it.ask("a:m"));
    expect([answer.status, answer.headers["x-should-retry"]]).toEqual([429, undefined]);
  });

  test("holds for forwarded requests too", async () => {
    it.upstream.always("/a/", refusal(500));
    const answer = await it.artifact.passUntil(send(url("/v1/files"), { method: "GET" }));
    expect([answer.status, answer.headers["x-should-retry"]]).toEqual([500, "false"]);
    it.upstream.always("/a/", refusal(500, null, no));
    const again = await it.artifact.passUntil(send(url("/v1/files"), { method: "GET" }));
    expect([again.status, again.headers["x-turnout-attempts"]]).toEqual([500, "1"]);
  });
});
