/** What an upstream may put on the wire, and must not: wrong framing could give one client another one's answer. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { json, wire, wireOpen } from "../support/answers.ts";
import { type RunningArtifact, startArtifact } from "../support/artifact.ts";
import { type Answered, errorOf, post } from "../support/client.ts";
import { chat, says } from "../support/completions.ts";
import { type ScriptedUpstream, startUpstream } from "../support/upstream.ts";

let upstream: ScriptedUpstream;
let artifact: RunningArtifact;

beforeAll(async () => {
  upstream = await startUpstream();
  artifact = await startArtifact(
    `
backends:
  wild: { type: openai, base_url: "${upstream.url}/wild/v1" }
  tame: { type: openai, base_url: "${upstream.url}/tame/v1" }
default_backend: tame
failure_handling: { retries: 0 }
resilience: { circuit_breaker: { enabled: false } }
`,
    { env: { OPENAI_API_KEY: "sk-test" } },
  );
  upstream.always("/", says("tame"));
});

afterAll(async () => {
  await artifact?.stop();
  await upstream?.close();
});

beforeEach(() => upstream.reset());

const ask = (model: string, stream = false): Promise<Answered> =>
  post(`${artifact.url}/v1/chat/completions`, { model, messages: [], stream });

const body = JSON.stringify(chat("wild ✓"));
const bytes = Buffer.from(body);
const length = `content-length: ${bytes.length}`;
const ok = (...headers: readonly string[]) =>
  `${["HTTP/1.1 200 OK", "content-type: application/json", "connection: close", ...headers].join("\r\n")}\r\n\r\n`;
const chunked = (...sizes: readonly number[]) => {
  let from = 0;
  const parts: Buffer[] = [];
  for (const size of [...sizes, bytes.length]) {
    const piece = bytes.subarray(from, from + size);
    from += size;
    if (piece.length > 0) parts.push(Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from("\r\n"));
  }
  return Buffer.concat(parts);
};
const letters = (text: string | Buffer): Buffer[] => Array.from(Buffer.from(text), (byte) => Buffer.of(byte));

describe("is understood", () => {
  const answers: Readonly<Record<string, readonly (string | Buffer)[]>> = {
    "with a length": [ok(length), bytes],
    "letter by letter": letters(ok(length) + body),
    "in chunks": [ok("transfer-encoding: chunked"), chunked(1, 2, 3), "0\r\n\r\n"],
    "in chunks, letter by letter": [
      ...letters(ok("transfer-encoding: chunked")),
      ...letters(chunked(1, 2, 3)),
      ...letters("0\r\n\r\n"),
    ],
    "in chunks of capitals and zeros": [
      ok("Transfer-Encoding: Chunked"),
      `000${bytes.length.toString(16).toUpperCase()}\r\n`,
      bytes,
      "\r\n000\r\n\r\n",
    ],
    "in chunks with extensions and trailers": [
      ok("transfer-encoding: chunked", "trailer: x-end"),
      `${bytes.length.toString(16)};name="a;b"\r\n`,
      bytes,
      "\r\n0;last\r\nx-end: yes\r\nx-more: 1\r\n\r\n",
    ],
    "to the end of the connection": [ok(), bytes],
    "from HTTP/1.0": [`HTTP/1.0 200 OK\r\ncontent-type: application/json\r\n\r\n`, bytes],
    "without a reason": [ok(length).replace("200 OK", "200"), bytes],
    "with an empty reason": [ok(length).replace("200 OK", "200 "), bytes],
    "with capitals and spaces in its headers": [ok(`CONTENT-LENGTH:   ${bytes.length}  `), bytes],
    "after a 100": ["HTTP/1.1 100 Continue\r\n\r\n", ok(length), bytes],
    "after a 100 in one write": [`HTTP/1.1 100 Continue\r\n\r\n${ok(length)}${body}`],
    "after hints": [
      "HTTP/1.1 103 Early Hints\r\nlink: </x>; rel=preload\r\n\r\nHTTP/1.1 102 Processing\r\n\r\n",
      ok(length),
      bytes,
    ],
    "with the same length twice": [ok(length, length), bytes],
    "with 200 headers": [ok(length, ...Array.from({ length: 200 }, (_, i) => `x-h${i}: ${i}`)), bytes],
  };
  for (const [how, pieces] of Object.entries(answers)) {
    test(`an answer ${how}`, async () => {
      upstream.once("/wild/", wire(...pieces));
      const answer = await ask("wild:m");
      expect(answer.status, answer.text).toBe(200);
      expect(answer.text).toBe(body);
      expect(answer.headers.link).toBeUndefined();
      expect(answer.headers["x-end"]).toBeUndefined();
      expect((await ask("tame:m")).text).toContain("tame");
    });
  }

  test("a stream in chunks that are cut anywhere", async () => {
    const text = 'data: {"choices":[{"index":0,"delta":{"role":"assistant","content":"é"}}]}\n\ndata: [DONE]\n\n';
    const head = ok("transfer-encoding: chunked").replace("application/json", "text/event-stream");
    const framed = letters(text).flatMap((letter) => [Buffer.from("1\r\n"), letter, Buffer.from("\r\n")]);
    upstream.once("/wild/", wire(head, ...framed, "0\r\n\r\n"));
    expect((await ask("wild:m", true)).text).toBe(text);
  });
});

describe("is not an answer", () => {
  const answers: Readonly<Record<string, readonly (string | Buffer)[]>> = {
    nothing: [],
    "half a head": ["HTTP/1.1 200 OK\r\ncontent-le"],
    "another protocol": ["SSH-2.0-OpenSSH_9.6\r\n\r\n"],
    "HTTP/2": ["HTTP/2 200\r\ncontent-length: 0\r\n\r\n"],
    "a status of two digits": ["HTTP/1.1 20 OK\r\ncontent-length: 0\r\n\r\n"],
    "a switch of protocols": ["HTTP/1.1 101 Switching Protocols\r\nupgrade: h2c\r\n\r\n"],
    "two lengths": [ok(length, "content-length: 3"), bytes],
    "two lengths in one": [ok(`content-length: ${bytes.length}, 3`), bytes],
    "a negative length": [ok("content-length: -1"), bytes],
    "a length that is none": [ok("content-length: 1e2"), bytes],
    "a length too great": [ok("content-length: 99999999999999999999"), bytes],
    "a length with a sign": [ok(`content-length: +${bytes.length}`), bytes],
    "an unknown coding": [ok("transfer-encoding: gzip, chunked"), chunked(), "0\r\n\r\n"],
    "the coding twice": [ok("transfer-encoding: chunked", "transfer-encoding: identity"), chunked(), "0\r\n\r\n"],
    "a size that is none": [ok("transfer-encoding: chunked"), "xyz\r\n", bytes],
    "a negative size": [ok("transfer-encoding: chunked"), "-1\r\n", bytes],
    "a size with 0x": [ok("transfer-encoding: chunked"), "0x5\r\nabcde\r\n0\r\n\r\n"],
    "a size too great": [ok("transfer-encoding: chunked"), "fffffffffffffffff\r\n", bytes],
    "a chunk that is longer than it says": [ok("transfer-encoding: chunked"), "3\r\nabcdef\r\n0\r\n\r\n"],
    "a header without a colon": [ok(length, "nonsense"), bytes],
    "a header with a space in its name": [ok(length, "x y: z"), bytes],
    "a space before the colon": [ok("content-length : 5"), bytes],
    "a folded header": [ok(length, "x-a: b\r\n c"), bytes],
    "a line break of its own kind": [ok(length, "x-a: b\nset-cookie: c"), bytes],
    "a zero in a header": [ok(length, "x-a: b\0c"), bytes],
    "a head without end": [ok(`x-long: ${"x".repeat(200_000)}`)],
  };
  for (const [what, pieces] of Object.entries(answers)) {
    test(what, async () => {
      upstream.once("/wild/", wire(...pieces));
      const answer = await ask("wild:m");
      expect(answer.status, answer.text).toBe(502);
      expect(errorOf(answer).type).toBe("upstream_error");
      upstream.once("/wild/", wire(...pieces));
      expect((await ask("wild:m|tame:m")).headers["x-turnout-route"]).toBe("tame:m");
    });
  }

  test.each([
    ["a length", [ok(length), bytes.subarray(0, 20)]],
    ["chunks", [ok("transfer-encoding: chunked"), chunked(5).subarray(0, 15)]],
    ["chunks without the last", [ok("transfer-encoding: chunked"), chunked(5)]],
    ["chunks without the last line", [ok("transfer-encoding: chunked"), chunked(5), "0\r\n"]],
  ])("%s that does not match", async (_, pieces) => {
    upstream.once("/wild/", wire(...pieces));
    const outcome = await ask("wild:m").then(
      ({ status }) => status,
      () => "torn",
    );
    expect([502, "torn"]).toContain(outcome);
  });
});

describe("one answer never becomes part of another", () => {
  const keep = (text: string) =>
    `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${text.length}\r\n\r\n${text}`;

  test.each([
    ["a second answer behind the first", keep('{"mine":1}') + keep('{"stolen":1}')],
    ["garbage behind the first", `${keep('{"mine":1}')}garbage`],
    ["an answer behind an empty one", `HTTP/1.1 204 No Content\r\n\r\n${keep('{"stolen":1}')}`],
    [
      "both framings",
      `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 3\r\ntransfer-encoding: chunked\r\n\r\na\r\n{"mine":1}\r\n0\r\n\r\n${keep('{"stolen":1}')}`,
    ],
  ])("%s", async (_, text) => {
    upstream.once("/wild/", wireOpen(text));
    await ask("wild:m").catch(() => null);
    for (let i = 0; i < 5; i += 1) {
      const next = await ask("wild:m");
      expect(next.status).toBe(200);
      expect(next.text).toContain("tame");
      expect(next.text).not.toContain("stolen");
    }
  });
});

describe("is not followed up", () => {
  test.each([301, 302, 303, 307, 308])("a redirect (%i) is not followed", async (status) => {
    const elsewhere = await startUpstream();
    try {
      const location = `${elsewhere.url}/v1/chat/completions`;
      upstream.once("/wild/", (_, response) => void response.writeHead(status, { location }).end());
      const answered = await ask("wild:a");
      expect(elsewhere.begun()).toBe(0);
      expect(answered.status).toBe(502);
      expect(errorOf(answered)).toMatchObject({ type: "upstream_error" });
      expect(answered.headers.location).toBeUndefined();
      expect(answered.text).not.toContain(elsewhere.url);
    } finally {
      await elsewhere.close();
    }
  });

  test.each([
    ["no body", ""],
    ["an error for a body", '{"error":{"message":"Provider returned error","code":502}}'],
    ["an error as text", ' { "error" : "overloaded" }'],
    ["an error behind the blank lines of a long wait", `${"\n".repeat(100)}{"error":{"message":"overloaded"}}`],
    ["blank lines alone", "\n".repeat(100)],
    ["a page of HTML", "\n<!doctype html><title>Welcome</title>"],
  ])("a 200 with %s is a failure: the next target is tried", async (_, bytes) => {
    const flawed = wire(
      `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${bytes.length}\r\n\r\n${bytes}`,
    );
    upstream.once("/wild/", flawed);
    const answered = await ask("wild:a|tame:b");
    expect([answered.status, answered.headers["x-turnout-route"]]).toEqual([200, "tame:b"]);
    expect(answered.headers["x-turnout-attempts"]).toBe("2");
  });

  test("half an object that ends with the connection is a failure", async () => {
    upstream.once("/wild/", wire(ok(), bytes.subarray(0, 20)));
    const answered = await ask("wild:a|tame:b");
    expect([answered.status, answered.headers["x-turnout-route"]]).toEqual([200, "tame:b"]);
  });

  test("an error that comes as a 200 is passed on with the right status", async () => {
    upstream.once("/wild/", json({ error: { message: "Your key is wrong", code: 401 } }));
    const answered = await ask("wild:a");
    expect(answered.status).toBe(401);
    expect(answered.text).toBe(JSON.stringify({ error: { message: "Your key is wrong", code: 401 } }));
  });

  test("a 204 is no answer", async () => {
    upstream.once("/wild/", (_, response) => void response.writeHead(204).end());
    const answered = await ask("wild:a|tame:b");
    expect([answered.status, answered.headers["x-turnout-route"]]).toEqual([200, "tame:b"]);
  });
});
