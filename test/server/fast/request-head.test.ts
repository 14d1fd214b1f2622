/** Whatever the fast reader takes, Node reads in the same way; the framings that upstreams may not use are left to it. */
import { createServer, type IncomingMessage, type Server } from "node:http";
import { connect } from "node:net";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RequestHead, rawHeadersOf, readHead } from "../../../runtime/server/fast/request-head.ts";
import { HeaderLines } from "../../../runtime/wire/header-lines.ts";

const read = (text: string): RequestHead | null => readHead(Buffer.from(text, "latin1"), new HeaderLines());
const post = (...lines: string[]) =>
  `POST /v1/chat/completions HTTP/1.1\r\n${["host: a", ...lines].map((line) => `${line}\r\n`).join("")}\r\n`;

describe("the head of a plain request", () => {
  test("has its path, headers and body", () => {
    const text = post("Content-Length: 5", "X-A:  b ");
    expect(read(`${text}hello`)).toEqual({
      method: "POST",
      url: "/v1/chat/completions",
      headers: { host: "a", "content-length": "5", "x-a": "b" },
      text: text.slice(0, -2),
      end: text.length,
      length: 5,
      isLast: false,
    });
    expect(rawHeadersOf(text.slice(0, -2))).toEqual(["host", "a", "Content-Length", "5", "X-A", "b"]);
  });

  test("may say that it is the last one, or that it is not", () => {
    expect(read(post("connection: close"))?.isLast).toBe(true);
    expect(read(post("connection: Keep-Alive"))?.isLast).toBe(false);
  });

  test.each([
    ["an incomplete head", post().slice(0, -1)],
    ["a head that is too long", post(`x-a: ${"a".repeat(17_000)}`)],
    ["HTTP/1.0", post().replace("1.1", "1.0")],
    ["HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"],
    ["a whole URL", post().replace("/v1", "http://a/v1")],
    ["a space in the path", post().replace("/v1", "/v1 /v2")],
    ["two spaces in the request line", post().replace("POST ", "POST  ")],
    ["a line in front", `\r\n${post()}`],
    ["line feeds alone", post("content-length: 1").replaceAll("\r\n", "\n")],
    ["no host", post().replace("host: a\r\n", "")],
    ["two hosts", post("host: b")],
    ["two lengths", post("content-length: 1", "content-length: 1")],
    ["a list of lengths", post("content-length: 1, 1")],
    ["a length with a sign", post("content-length: +1")],
    ["a length in hexadecimal", post("content-length: 0x1")],
    ["a length that is no safe integer", post("content-length: 9999999999999999")],
    ["an empty length", post("content-length:")],
    ["a tab behind a length", post("content-length: 1\t")],
    ["more headers than some versions of Node take", post(...Array.from({ length: 1000 }, (_, i) => `x${i}:`))],
    ["chunks", post("transfer-encoding: chunked")],
    ["chunks and a length", post("transfer-encoding: chunked", "content-length: 3")],
    ["a coding that hides chunks", post("transfer-encoding: xchunked", "content-length: 3")],
    ["a folded line", post("x-a: b", " c")],
    ["a space before a colon", post("content-length : 1")],
    ["a control character", post("x-a: \x01")],
    ["a name that objects have", post("__proto__: a")],
    ["another one", post("constructor: a")],
    ["a client that waits", post("expect: 100-continue", "content-length: 1")],
    ["an upgrade", post("connection: upgrade", "upgrade: websocket")],
    ["headers of this connection alone", post("connection: keep-alive, x-a")],
  ])("is left to Node with %s", (_, text) => {
    expect(read(text)).toBeNull();
  });
});

describe("beside Node", () => {
  let server: Server;
  let seen: ((req: IncomingMessage | null) => void) | null = null;
  beforeAll(
    () =>
      new Promise<void>((resolve) => {
        server = createServer((req, res) => {
          seen?.(req);
          res.end();
        });
        server.on("clientError", (_, socket) => {
          seen?.(null);
          socket.destroy();
        });
        server.listen(0, "127.0.0.1", resolve);
      }),
  );
  afterAll(() => server.close());

  async function byNode(text: string): Promise<IncomingMessage | null> {
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("The server has no port.");
    let found: IncomingMessage | null = null;
    seen = (req) => {
      found ??= req;
    };
    const socket = connect(address.port, "127.0.0.1");
    const closed = new Promise((resolve) => socket.once("close", resolve));
    socket.on("error", () => {});
    socket.resume();
    socket.end(text, "latin1");
    await closed;
    seen = null;
    return found;
  }

  const piece = fc.constantFrom(
    "a",
    "host",
    "content-length",
    ":",
    " ",
    "\t",
    "\r\n",
    "\r",
    "\n",
    "1",
    "x",
    "\xe9",
    ",",
  );
  const line = fc.oneof(
    {
      weight: 6,
      arbitrary: fc.constantFrom("x-a: b", "X-A:b", "accept: */*", "content-length: 2", "x:\t1 ", "connection: close"),
    },
    { weight: 1, arbitrary: fc.array(piece, { maxLength: 6 }).map((parts) => parts.join("")) },
  );
  const heads = fc
    .tuple(
      fc.constantFrom("POST", "GET", "post", "PO ST"),
      fc.constantFrom("/a", "/a?b=c", "/\xe9", "*", "/ b"),
      fc.array(line, { maxLength: 5 }),
    )
    .map(
      ([method, path, lines]) =>
        `${method} ${path} HTTP/1.1\r\nhost: a\r\n${lines.map((each) => `${each}\r\n`).join("")}\r\n`,
    );

  test("whatever is read here has the same method, path, headers and length there", async () => {
    let both = 0;
    await fc.assert(
      fc.asyncProperty(heads, async (text) => {
        const head = read(text);
        if (head === null) return;
        const node = await byNode(text);
        expect(node, text).not.toBeNull();
        expect([node?.method, node?.url]).toEqual([head.method, head.url]);
        expect(head.headers).toEqual({ ...node?.headers });
        expect(rawHeadersOf(head.text)).toEqual(node?.rawHeaders);
        both++;
      }),
      { numRuns: 1500 },
    );
    expect(both).toBeGreaterThan(50);
  });
});
