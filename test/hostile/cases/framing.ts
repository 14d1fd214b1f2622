import type { HostileCase } from "../case.ts";
import { CLIENT_KEY, GOOD } from "../stage.ts";

const BODY = JSON.stringify(GOOD);
const AUTH = `authorization: Bearer ${CLIENT_KEY}\r\n`;
const LENGTH = `content-length: ${BODY.length}\r\n`;

/** A good request, but for what is put in. */
function post({ line = "POST /v1/chat/completions HTTP/1.1", headers = LENGTH, body = BODY } = {}): string {
  return `${line}\r\nhost: 127.0.0.1\r\nconnection: close\r\n${AUTH}${headers}\r\n${body}`;
}

/** How a request says where it ends, and what may stand around that. */
export const framing: readonly HostileCase[] = [
  ["`Content-Length` and `Transfer-Encoding` together", post({ headers: `${LENGTH}transfer-encoding: chunked\r\n` })],
  ["two different `Content-Length`", post({ headers: `${LENGTH}content-length: 3\r\n` })],
  ["`Content-Length: +5`", post({ headers: "content-length: +5\r\n" })],
  ["`Content-Length` of 30 digits", post({ headers: `content-length: ${"9".repeat(30)}\r\n` })],
  ["`Transfer-Encoding: xchunked`", post({ headers: "transfer-encoding: xchunked\r\n" })],
  ["`Transfer-Encoding: chunked, identity`", post({ headers: "transfer-encoding: chunked, identity\r\n" })],
  [
    "a chunk whose size overflows 64 bits",
    post({ headers: "transfer-encoding: chunked\r\n", body: `${"F".repeat(17)}\r\nx` }),
  ],
  [
    "a chunk that is longer than its size",
    post({ headers: "transfer-encoding: chunked\r\n", body: `2\r\n${BODY}\r\n0\r\n\r\n` }),
  ],
  ["a header name with a space before its colon", post({ headers: `x-a : 1\r\n${LENGTH}` })],
  ["a header that goes on in the next line", post({ headers: `x-a: 1\r\n  2\r\n${LENGTH}` })],
  ["a NUL in a header", post({ headers: `x-a: 1\u00002\r\n${LENGTH}` })],
  ["a lone carriage return in a header", post({ headers: `x-a: 1\r2\r\n${LENGTH}` })],
  ["headers of 32 KB", post({ headers: `x-a: ${"a".repeat(32_768)}\r\n${LENGTH}` })],
  ["a path of 32 KB", post({ line: `POST /v1/${"a".repeat(32_768)} HTTP/1.1` })],
  ["no `Host`", `POST /v1/chat/completions HTTP/1.1\r\nconnection: close\r\n${AUTH}${LENGTH}\r\n${BODY}`],
  ["the first line of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"],
  ["HTTP/0.9", "GET /v1/models\r\n\r\n"],
  ["TLS to the plain port", Buffer.from("16030100a5010000a10303", "hex")],
  ["the method `BREW`", post({ line: "BREW /v1/chat/completions HTTP/1.1" })],
  ["`TRACE` of a path that is passed through", post({ line: "TRACE /v1/files HTTP/1.1", headers: "", body: "" })],
  ["`CONNECT` to another host", "CONNECT 192.0.2.1:443 HTTP/1.1\r\nhost: 192.0.2.1:443\r\n\r\n"],
  ["a URL of another host in the first line", post({ line: "POST http://192.0.2.1/v1/chat/completions HTTP/1.1" })],
  ["`Expect: 200-maybe`", post({ headers: `expect: 200-maybe\r\n${LENGTH}` })],
  ["`Upgrade: h2c`", post({ headers: `upgrade: h2c\r\nhttp2-settings: AAMAAABkAAQAAP__\r\n${LENGTH}` })],
].map(([input = "", bytes = ""]) => ({
  input: String(input),
  async play({ wire, forwarded }) {
    const result = await wire(bytes);
    return forwarded() === 0 ? result : `${result}; one request goes up`;
  },
}));
