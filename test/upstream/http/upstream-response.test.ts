import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Reading, ResponseReader } from "../../../runtime/upstream/http/response-reader.ts";
import { cutAt } from "../../support/json-text.ts";
import { feed, responseLog } from "../../support/response-log.ts";

const REQUEST = { method: "POST", path: "/", headers: [], body: null };
const nothing = (): void => {};

/** The events for a response that arrives in these pieces and, with `ended`, is followed by the connection's end. */
function outcome(pieces: readonly Buffer[], ended = false) {
  const log = responseLog();
  const reader = new ResponseReader(log, nothing, REQUEST);
  const last = feed(reader, pieces);
  const reading = last.kind === "open" && ended ? reader.end() : last;
  return { reading, status: log.status, headers: log.headers, body: log.body };
}

const whole = (text: string, ended = false) => outcome([Buffer.from(text, "latin1")], ended);
const byteByByte = (text: string, ended = false) =>
  outcome(
    Array.from(Buffer.from(text, "latin1"), (byte) => Buffer.of(byte)),
    ended,
  );

const HEAD = "HTTP/1.1 200 OK\r\n";
const CHUNKED = `${HEAD}transfer-encoding: chunked\r\n\r\n`;
const REUSABLE: Reading = { kind: "whole", reusable: true };
const SPENT: Reading = { kind: "whole", reusable: false };

interface Response {
  readonly bytes: Buffer;
  readonly body: Buffer;
  readonly status: number;
  /** Whether the connection's end ends it. */
  readonly ended: boolean;
}

const body = fc
  .array(fc.oneof(fc.uint8Array({ maxLength: 40 }), fc.constant(Buffer.from("\r\n0\r\n\r\nHTTP/1.1 200 OK\r\n\r\n"))), {
    maxLength: 6,
  })
  .map((parts) => parts.map((part) => Buffer.from(part)).filter((part) => part.length > 0));
const token = fc.stringMatching(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,12}$/);
const fieldValue = fc.stringMatching(/^[!-~\x80-\xff]([ \t!-~\x80-\xff]{0,20}[!-~\x80-\xff])?$/);
const fields = fc
  .array(fc.tuple(token, fieldValue), { maxLength: 4 })
  .map((all) => all.map(([name, value]) => `x-${name}: ${value}\r\n`).join(""));
const interim = fc
  .array(fc.constantFrom("HTTP/1.1 100 Continue\r\n\r\n", "HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n"), {
    maxLength: 2,
  })
  .map((all) => all.join(""));
const extension = fc.constantFrom("", ";a", ";a=b", ' ; a="b;c"', ";\t\xff");
const size = fc.constantFrom(
  (length: number) => length.toString(16),
  (length: number) => length.toString(16).toUpperCase().padStart(8, "0"),
);
const trailers = fc.constantFrom("", "x-sum: 1\r\n", "x-sum: 1\r\nx-more: \r\n");
const status = fc.constantFrom(200, 201, 400, 429, 500, 529);

const responses: fc.Arbitrary<Response> = fc
  .record({
    body,
    fields,
    interim,
    extension,
    size,
    trailers,
    status,
    framing: fc.constantFrom("length", "chunked", "close"),
  })
  .map((the) => {
    const joined = Buffer.concat(the.body);
    const framing = {
      length: `Content-Length: ${joined.length}\r\n`,
      chunked: "Transfer-Encoding: Chunked\r\n",
      close: "",
    }[the.framing as "length" | "chunked" | "close"];
    const head = Buffer.from(`${the.interim}HTTP/1.1 ${the.status} Why not\r\n${the.fields}${framing}\r\n`, "latin1");
    const chunks = the.body.flatMap((part) => [
      Buffer.from(`${the.size(part.length)}${the.extension}\r\n`, "latin1"),
      part,
      Buffer.from("\r\n"),
    ]);
    const end = Buffer.from(`0${the.extension}\r\n${the.trailers}\r\n`, "latin1");
    return {
      bytes: Buffer.concat([head, ...(the.framing === "chunked" ? [...chunks, end] : [joined])]),
      body: joined,
      status: the.status,
      ended: the.framing === "close",
    };
  });

describe("a valid response", () => {
  test("is read the same however it is cut", () => {
    fc.assert(
      fc.property(responses, fc.array(fc.nat(2_000), { maxLength: 12 }), (response, cuts) => {
        const uncut = outcome([response.bytes], response.ended);
        expect(uncut.reading).toEqual(response.ended ? SPENT : REUSABLE);
        expect(uncut.status).toBe(response.status);
        expect(uncut.body.equals(response.body)).toBe(true);
        expect(outcome(cutAt(response.bytes, cuts), response.ended)).toEqual(uncut);
        const each = Array.from(response.bytes.keys());
        expect(outcome(cutAt(response.bytes, each), response.ended)).toEqual(uncut);
      }),
      { numRuns: 200 },
    );
  });

  test("is never complete before its last byte", () => {
    fc.assert(
      fc.property(responses, fc.nat(), (response, at) => {
        fc.pre(!response.ended);
        const cut = outcome([response.bytes.subarray(0, at % response.bytes.length)], true);
        expect(cut.reading).toMatchObject({ kind: "failed", error: { kind: "connection" } });
      }),
      { numRuns: 200 },
    );
  });
});

const framed: readonly (readonly [what: string, text: string, reading: Reading, body: string])[] = [
  ["a length of 0", `${HEAD}content-length: 0\r\n\r\n`, REUSABLE, ""],
  ["the same length twice", `${HEAD}content-length: 2\r\ncontent-length: 2\r\n\r\nab`, REUSABLE, "ab"],
  ["no reason phrase", "HTTP/1.1 200\r\ncontent-length: 2\r\n\r\nab", REUSABLE, "ab"],
  ["Connection: close", `${HEAD}Connection: Close\r\ncontent-length: 2\r\n\r\nab`, SPENT, "ab"],
  [
    "Connection: close among others",
    `${HEAD}connection: x\r\nconnection: y, close\r\ncontent-length: 2\r\n\r\nab`,
    SPENT,
    "ab",
  ],
  ["HTTP/1.0", "HTTP/1.0 200 OK\r\ncontent-length: 2\r\n\r\nab", SPENT, "ab"],
  ["HTTP/1.0, kept alive", "HTTP/1.0 200 OK\r\nconnection: keep-alive\r\ncontent-length: 2\r\n\r\nab", REUSABLE, "ab"],
  [
    "HTTP/1.0 in chunks",
    "HTTP/1.0 200 OK\r\nconnection: keep-alive\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
    SPENT,
    "",
  ],
  ["204, whatever length it claims", "HTTP/1.1 204 No Content\r\ncontent-length: 5\r\n\r\n", REUSABLE, ""],
  ["204 in chunks that do not come", "HTTP/1.1 204 No Content\r\ntransfer-encoding: chunked\r\n\r\n", REUSABLE, ""],
  ["304", "HTTP/1.1 304 Not Modified\r\ncontent-length: 5\r\n\r\n", REUSABLE, ""],
  ["more than its length", `${HEAD}content-length: 2\r\n\r\nabHTTP/1.1 200 OK\r\n\r\n`, SPENT, "ab"],
  ["more than its last chunk", `${CHUNKED}2\r\nab\r\n0\r\n\r\nHTTP/1.1 200 OK\r\n\r\n`, SPENT, "ab"],
  // RFC 9112, 6.3: the chunks count; the connection is not used again.
  [
    "a length beside chunks",
    `${HEAD}content-length: 9\r\ntransfer-encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n\r\n`,
    SPENT,
    "ab",
  ],
  [
    "chunks beside a length",
    `${HEAD}transfer-encoding: chunked\r\ncontent-length: 1\r\n\r\n2\r\nab\r\n0\r\n\r\n`,
    SPENT,
    "ab",
  ],
  ["100 before it", `HTTP/1.1 100 Continue\r\n\r\n${HEAD}content-length: 2\r\n\r\nab`, REUSABLE, "ab"],
];

test.each(framed)("%s", (_, text, reading, expected) => {
  for (const read of [whole, byteByByte]) {
    const read1 = read(text);
    expect(read1.body.toString()).toBe(expected);
    expect(read1.reading.kind).toBe("whole");
  }
  expect(whole(text).reading).toEqual(reading);
});

const malformed: readonly (readonly [what: string, text: string])[] = [
  ["something else than HTTP", "SSH-2.0-OpenSSH_9.6\r\n\r\n"],
  ["an empty line first", `\r\n${HEAD}content-length: 0\r\n\r\n`],
  ["nothing but a blank line", "\r\n\r\n"],
  ["HTTP/0.9", "<html>\r\n\r\n"],
  ["HTTP/2", "HTTP/2 200 OK\r\n\r\n"],
  ["HTTP/1.2", "HTTP/1.2 200 OK\r\n\r\n"],
  ["lower case", "http/1.1 200 OK\r\n\r\n"],
  ["a status of two digits", "HTTP/1.1 20 OK\r\n\r\n"],
  ["a status of four digits", "HTTP/1.1 2000 OK\r\n\r\n"],
  ["a status below 100", "HTTP/1.1 099 OK\r\n\r\n"],
  ["a tab behind the status", "HTTP/1.1 200\tOK\r\n\r\n"],
  ["two spaces before the status", "HTTP/1.1  200 OK\r\n\r\n"],
  ["an upgrade", "HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\n\r\n"],
  ["a line without a colon", `${HEAD}nonsense\r\n\r\n`],
  ["a line without a name", `${HEAD}: x\r\n\r\n`],
  ["a space before the colon", `${HEAD}content-length : 2\r\n\r\nab`],
  ["a folded line", `${HEAD}x: a\r\n b\r\n\r\n`],
  ["a folded line with a colon", `${HEAD}x: a\r\n content-length: 2\r\n\r\nab`],
  ["a folded first line", `HTTP/1.1 200 OK\r\n x: a\r\n\r\n`],
  ["an umlaut in a name", `${HEAD}\xfc: a\r\n\r\n`],
  ["a line feed in a value", `${HEAD}x: a\ncontent-length: 2\r\n\r\nab`],
  ["a carriage return in a value", `${HEAD}x: a\rcontent-length: 2\r\n\r\nab`],
  ["a NUL in a value", `${HEAD}x: a\0b\r\n\r\n`],
  ["an escape character in a value", `${HEAD}x: a\x1b[2J\r\n\r\n`],
  ["a line feed in the status line", "HTTP/1.1 200 O\nK\r\n\r\n"],
  ["an empty length", `${HEAD}content-length: \r\n\r\n`],
  ["a negative length", `${HEAD}content-length: -1\r\n\r\n`],
  ["a signed length", `${HEAD}content-length: +2\r\n\r\nab`],
  ["a length in hex", `${HEAD}content-length: 0x2\r\n\r\nab`],
  ["a broken length", `${HEAD}content-length: 2.0\r\n\r\nab`],
  ["a length in exponents", `${HEAD}content-length: 1e1\r\n\r\nab`],
  ["a length that no number holds", `${HEAD}content-length: ${"9".repeat(16)}\r\n\r\nab`],
  ["a list of lengths", `${HEAD}content-length: 2, 2\r\n\r\nab`],
  ["two lengths", `${HEAD}content-length: 2\r\ncontent-length: 3\r\n\r\nabc`],
  ["a length behind a strange space", `${HEAD}content-length: \xa02\r\n\r\nab`],
  ["a length with a vertical tab", `${HEAD}content-length: 2\x0b\r\n\r\nab`],
  ["a coding that is not chunked", `${HEAD}transfer-encoding: gzip\r\n\r\n`],
  ["a coding before chunked", `${HEAD}transfer-encoding: gzip, chunked\r\n\r\n0\r\n\r\n`],
  ["chunked twice", `${HEAD}transfer-encoding: chunked, chunked\r\n\r\n0\r\n\r\n`],
  ["two codings", `${HEAD}transfer-encoding: chunked\r\ntransfer-encoding: identity\r\n\r\n0\r\n\r\n`],
  ["a coding behind a strange space", `${HEAD}transfer-encoding: \xa0chunked\r\n\r\n0\r\n\r\n`],
  ["an empty coding", `${HEAD}transfer-encoding: \r\n\r\n`],
  ["an interim head that is broken", `HTTP/1.1 100 Continue\r\nx\r\n\r\n${HEAD}content-length: 0\r\n\r\n`],
  ["a head without end", `${HEAD}x: ${"a".repeat(70_000)}`],
  ["a head of many lines without end", `${HEAD}${"x: a\r\n".repeat(12_000)}`],
  ["a negative chunk", `${CHUNKED}-1\r\na\r\n0\r\n\r\n`],
  ["a chunk size in 0x", `${CHUNKED}0x1\r\na\r\n0\r\n\r\n`],
  ["an empty chunk size", `${CHUNKED}\r\na\r\n0\r\n\r\n`],
  ["an extension without a size", `${CHUNKED};a\r\na\r\n0\r\n\r\n`],
  ["a space before the size", `${CHUNKED} 1\r\na\r\n0\r\n\r\n`],
  ["a chunk of nine digits", `${CHUNKED}100000000\r\na`],
  ["a chunk of nine digits, most of them 0", `${CHUNKED}000000001\r\na\r\n0\r\n\r\n`],
  ["a letter in a size", `${CHUNKED}1g\r\na\r\n0\r\n\r\n`],
  ["a line feed behind a size", `${CHUNKED}1\na\r\n0\r\n\r\n`],
  ["a carriage return alone behind a size", `${CHUNKED}1\ra\r\n0\r\n\r\n`],
  ["a line feed in an extension", `${CHUNKED}1;a\na\r\n0\r\n\r\n`],
  ["an extension without end", `${CHUNKED}1;${"a".repeat(20_000)}`],
  ["nothing behind a chunk", `${CHUNKED}1\r\na0\r\n\r\n`],
  ["a line feed alone behind a chunk", `${CHUNKED}1\r\na\n0\r\n\r\n`],
  ["two carriage returns behind a chunk", `${CHUNKED}1\r\na\r\r\n0\r\n\r\n`],
  ["more bytes than the chunk's size", `${CHUNKED}1\r\nab\r\n0\r\n\r\n`],
  ["a line feed that ends the trailers", `${CHUNKED}0\r\n\n`],
  ["a line feed that ends a trailer", `${CHUNKED}0\r\nx: a\n\r\n`],
  ["a carriage return in the trailers", `${CHUNKED}0\r\n\r\r\n`],
  ["a carriage return in a trailer", `${CHUNKED}0\r\nx: \ra\r\n\r\n`],
  ["trailers without end", `${CHUNKED}0\r\n${"x: a\r\n".repeat(3_000)}`],
];

test.each(malformed)("%s is rejected", (_, text) => {
  for (const read of [whole, byteByByte])
    expect(read(text).reading).toMatchObject({ kind: "failed", error: { kind: "protocol" } });
});

describe("lines that end with a line feed alone", () => {
  test("are not a head", () => {
    const answer = whole("HTTP/1.1 200 OK\ncontent-length: 2\n\nab", true);
    expect(answer.reading).toMatchObject({ kind: "failed" });
    expect(answer.status).toBeNull();
  });
});

test("pausing: the reader says so with the head and with each piece", () => {
  const log = responseLog();
  const reader = new ResponseReader(log, nothing, REQUEST);
  log.flowing = false;
  expect(reader.read(Buffer.from(`${HEAD}content-length: 4\r\n\r\n`))).toEqual({ kind: "open", paused: true });
  expect(reader.read(Buffer.from("ab"))).toEqual({ kind: "open", paused: true });
  log.flowing = true;
  expect(reader.read(Buffer.from("c"))).toEqual({ kind: "open", paused: false });
  expect(reader.read(Buffer.from("d"))).toEqual(REUSABLE);
});

test("names in lower case, values without the space around them", () => {
  const { headers } = whole(`${HEAD}X-A:\t b  c \t\r\nX-a:\r\nContent-Length: 0\r\n\r\n`);
  expect(headers).toEqual(["x-a", "b  c", "x-a", "", "content-length", "0"]);
});

test("an answer may have sixteen others before it, however they arrive, and no more", () => {
  const hints = (count: number) => "HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n".repeat(count);
  const end = `${HEAD}content-length: 0\r\n\r\n`;
  for (const read of [whole, byteByByte]) {
    expect(read(hints(16) + end).reading).toEqual(REUSABLE);
    expect(read(hints(17) + end).reading).toMatchObject({ kind: "failed", error: { kind: "protocol" } });
  }
});
