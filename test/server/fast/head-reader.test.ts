import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { HeadReader } from "../../../runtime/server/fast/head-reader.ts";
import { readHead } from "../../../runtime/server/fast/request-head.ts";
import { HeaderLines } from "../../../runtime/wire/header-lines.ts";

const alone = (bytes: Buffer) => readHead(bytes, new HeaderLines());
const post = (length: string, more = "x-a: b", body = "hello") =>
  Buffer.from(`POST /v1/responses HTTP/1.1\r\nHost: a\r\nContent-Length: ${length}\r\n${more}\r\n\r\n${body}`);

/** After some requests with this head. */
function used(head: Buffer): HeadReader {
  const reader = new HeadReader();
  for (let i = 0; i < 3; i++) expect(reader.read(head)).toEqual(alone(head));
  return reader;
}

describe("the head of a connection's next request", () => {
  test.each(["5", "6", "05", "123456789012345"])("is read alike with the length %s", (length) => {
    const next = post(length, "x-a: b", "other");
    expect(used(post("5")).read(next)).toEqual(alone(next));
    expect(alone(next)).not.toBeNull();
  });

  test.each([
    ["nothing", Buffer.alloc(0)],
    ["a part of it", post("5").subarray(0, 30)],
    ["a part of its end", post("5", "x-a: b", "").subarray(0, -1)],
    ["no length", post("")],
    ["a length that is none", post("5x")],
    ["a length that is too long", post("1234567890123456")],
    ["a second length", post("5", "x-a: b\r\ncontent-length: 6")],
    ["another version", Buffer.from(post("5").toString().replace("1.1", "1.0"))],
  ])("is none with %s", (_, bytes) => {
    expect(used(post("5")).read(bytes)).toBeNull();
  });

  test("is read alike, whatever the earlier ones have in common with it", () => {
    const line = fc.constantFrom(
      "host: a",
      "Content-Length: 5",
      "content-length:77",
      "x-content-length: 3",
      "x-a: b",
      "x-b: 5",
    );
    const head = fc
      .uniqueArray(line, { maxLength: 5 })
      .map((lines) => Buffer.from(`POST /a HTTP/1.1\r\n${lines.map((each) => `${each}\r\n`).join("")}\r\nbody`));
    fc.assert(
      fc.property(fc.array(head, { minLength: 2, maxLength: 20 }), (heads) => {
        const reader = new HeadReader();
        for (const each of heads) expect(reader.read(each)).toEqual(alone(each));
      }),
      { numRuns: 1000 },
    );
  });
});

test("a long head, or one with many lines, is read alike too", () => {
  for (const more of [
    `x-long: ${"a".repeat(5000)}`,
    `x-line: ${"b".repeat(300)}`,
    Array.from({ length: 40 }, (_, i) => `x-${i}: ${i}`).join("\r\n"),
  ]) {
    const reader = used(post("5", more));
    expect(reader.read(post("77", more))).toEqual(alone(post("77", more)));
  }
});
