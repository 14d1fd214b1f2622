import { gzipSync } from "node:zlib";
import type { HostileCase } from "../case.ts";
import { ANSWER, UPSTREAM_KEY } from "../stage.ts";

const BODY = JSON.stringify(ANSWER);
const OK = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n";
const EVENTS = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n";
const LENGTH = `content-length: ${BODY.length}\r\n`;

function whole(input: string, bytes: string | Buffer): HostileCase {
  return { input, play: ({ answeredWith }) => answeredWith(bytes) };
}

function stream(input: string, bytes: string | Buffer): HostileCase {
  return { input: `a stream: ${input}`, play: ({ answeredWith }) => answeredWith(bytes, true) };
}

const packed = gzipSync(Buffer.alloc(200_000_000));

/** What a server that was taken over, or is merely broken, may answer. */
export const upstreams: readonly HostileCase[] = [
  whole(
    "a redirect to another host",
    "HTTP/1.1 307 Temporary\r\nlocation: http://192.0.2.1/\r\ncontent-length: 0\r\n\r\n",
  ),
  whole("no HTTP", "hello\r\n\r\n"),
  whole("nothing at all", ""),
  whole("a status of 99", `HTTP/1.1 99 Hm\r\n${LENGTH}\r\n${BODY}`),
  whole("a status of 1000", `HTTP/1.1 1000 Hm\r\n${LENGTH}\r\n${BODY}`),
  whole("`Content-Length` and chunks together", `${OK}${LENGTH}transfer-encoding: chunked\r\n\r\n${BODY}`),
  whole("two different `Content-Length`", `${OK}${LENGTH}content-length: 3\r\n\r\n${BODY}`),
  whole("a chunk whose size is no number", `${OK}transfer-encoding: chunked\r\n\r\nzz\r\n${BODY}`),
  whole("an answer that is shorter than its length", `${OK}content-length: 9999\r\n\r\n${BODY}`),
  whole("headers of a megabyte", `${OK}x-a: ${"a".repeat(1_000_000)}\r\n${LENGTH}\r\n${BODY}`),
  whole(
    "a million interim answers",
    `${"HTTP/1.1 103 Early Hints\r\n\r\n".repeat(1_000_000)}${OK}${LENGTH}\r\n${BODY}`,
  ),
  whole("a line break inside a header", `${OK}x-a: 1\rset-cookie: a=b\r\n${LENGTH}\r\n${BODY}`),
  whole(
    "200 MB of zeros, as gzip",
    Buffer.concat([Buffer.from(`${OK}content-encoding: gzip\r\ncontent-length: ${packed.length}\r\n\r\n`), packed]),
  ),
  whole("status 200 and an HTML page", "HTTP/1.1 200 OK\r\ncontent-length: 13\r\n\r\n<html></html>"),
  whole("a million brackets", `${OK}content-length: 1000000\r\n\r\n${"[".repeat(1_000_000)}`),
  stream("an event of 64 MB without its end", `${EVENTS}data: ${"a".repeat(64_000_000)}`),
  stream("events that are no JSON", `${EVENTS}data: {{{\n\n`),
  stream("only comments", `${EVENTS}${": x\n\n".repeat(10_000)}`),
  stream(
    "a cut in the middle",
    `${EVENTS}data: {"choices":[{"index":0,"delta":{"role":"assistant","content":"a"}}]}\n\n`,
  ),
  {
    input: "its own key, in an error",
    async play({ answer, upstream }) {
      upstream.once("/", (_, response) => {
        response.statusCode = 400;
        response.end(JSON.stringify({ error: { message: `bad key ${UPSTREAM_KEY}`, code: "bad" } }));
      });
      const { status, text } = await answer();
      return `${status}; the key ${text.includes(UPSTREAM_KEY) ? "comes down" : "is masked"}`;
    },
  },
  {
    input: "its own key, in a header of a good answer",
    async play({ answer, upstream }) {
      upstream.once("/", (_, response) => {
        response.setHeader("x-debug", `Bearer ${UPSTREAM_KEY}`);
        response.setHeader("content-type", "application/json");
        response.end(BODY);
      });
      const { status, rawHeaders } = await answer();
      return `${status}; the key ${rawHeaders.join("\n").includes(UPSTREAM_KEY) ? "comes down" : "does not come down"}`;
    },
  },
  {
    input: "a cookie for the client",
    async play({ answer, upstream }) {
      upstream.once("/", (_, response) => {
        response.setHeader("set-cookie", "a=b");
        response.setHeader("content-type", "application/json");
        response.end(BODY);
      });
      const { status, headers } = await answer();
      return `${status}; the cookie ${headers["set-cookie"] === undefined ? "does not come down" : "comes down"}`;
    },
  },
  {
    input: "`Retry-After` of ten years",
    async play({ answer, upstream }) {
      upstream.once("/", (_, response) => {
        response.statusCode = 429;
        response.setHeader("retry-after", "315360000");
        response.end('{"error":{"message":"slow down","code":"rate_limit_exceeded"}}');
      });
      const { status, headers } = await answer();
      return `${status} at once, \`x-should-retry: ${headers["x-should-retry"]}\``;
    },
  },
];
