import { gzipSync } from "node:zlib";
import type { HostileCase } from "../case.ts";
import { GOOD } from "../stage.ts";

const MESSAGES = JSON.stringify(GOOD.messages);

/** To the backend as it is: such a body is not parsed. */
function body(input: string, text: string | Buffer, headers: Readonly<Record<string, string>> = {}): HostileCase {
  return {
    input,
    async play({ ask, forwarded }) {
      const result = await ask({ body: text, headers });
      return forwarded() === 0 ? result : `${result}; it goes up`;
    },
  };
}

/** As a Responses request, which is translated: the body has to be parsed. */
function translated(input: string, text: string): HostileCase {
  return { input: `${input}, translated`, play: ({ ask }) => ask({ path: "/v1/responses", body: text }) };
}

/** Frames with a window and blocks with nothing in them. */
function zstd(frames: number, windowByte: number, blocks: number): Buffer {
  const frame = [
    0x28,
    0xb5,
    0x2f,
    0xfd,
    0,
    windowByte,
    ...Array(blocks - 1)
      .fill([0, 0, 0])
      .flat(),
    1,
    0,
    0,
  ];
  return Buffer.concat(Array.from({ length: frames }, () => Buffer.from(frame)));
}

const items = (count: number, item: string): string => `[${`${item},`.repeat(count - 1)}${item}]`;
const keysOf = (count: number): string => Array.from({ length: count }, (_, index) => `"k${index}":1`).join();

export const bodies: readonly HostileCase[] = [
  body("nothing", ""),
  body("text that is no JSON", "hello"),
  body("JSON without its end", '{"model":"up:m"'),
  body("two objects", `${JSON.stringify(GOOD)}{}`),
  body("a list", "[]"),
  body("`null`", "null"),
  body("no `model`", `{"messages":${MESSAGES}}`),
  body("a `model` that is a list", `{"model":["up:m"],"messages":${MESSAGES}}`),
  body("`model` twice", `{"model":"up:m","messages":${MESSAGES},"model":"up:n"}`),
  body("`model` written with an escape, twice", `{"mod\\u0065l":"up:n","model":"up:m","messages":${MESSAGES}}`),
  body("a key `__proto__`", `{"__proto__":{"model":"up:n"},"model":"up:m","messages":${MESSAGES}}`),
  body("bytes that are no UTF-8", Buffer.from(`{"model":"up:\xff","messages":${MESSAGES}}`, "latin1")),
  body("a byte order mark in front", `\ufeff${JSON.stringify(GOOD)}`),
  body("an unpaired surrogate in the model", `{"model":"up:\\ud800","messages":${MESSAGES}}`),
  body("33 MiB", `{"model":"up:m","messages":${MESSAGES},"x":"${"a".repeat(34_603_008)}"}`),
  body("an encoding that there is not", JSON.stringify(GOOD), { "content-encoding": "lzma" }),
  body("eleven encodings on top of each other", gzipSync("{}"), {
    "content-encoding": Array(11).fill("gzip").join(", "),
  }),
  body("gzip that is cut", gzipSync(JSON.stringify(GOOD)).subarray(0, 40), { "content-encoding": "gzip" }),
  body("gzip of 100 MB of zeros", gzipSync(Buffer.alloc(100_000_000)), { "content-encoding": "gzip" }),
  body("zstd that asks for a window of 2 GB", Buffer.from("28b52ffd00a8010000", "hex"), { "content-encoding": "zstd" }),
  body("a thousand zstd frames with nothing in them", zstd(1025, 0, 1), { "content-encoding": "zstd" }),
  body("zstd of empty blocks that move a window of 8 MB", zstd(1, 13 << 3, 10_000), { "content-encoding": "zstd" }),
  body("a form as JSON", JSON.stringify(GOOD), { "content-type": "application/x-www-form-urlencoded" }),
  translated("100,000 brackets", `{"model":"up:m","input":${"[".repeat(100_000)}${"]".repeat(100_000)}}`),
  translated("three million empty items", `{"model":"up:m","input":${items(3_000_000, "{}")}}`),
  translated("a million keys", `{"model":"up:m","input":"hi","metadata":{${keysOf(1_000_000)}}}`),
  translated(
    "twenty thousand keys in each of three objects",
    `{"model":"up:m","input":[${items(3, `{${keysOf(20_000)}}`)}]}`,
  ),
  translated("a hundred thousand nulls", `{"model":"up:m","input":${items(100_000, "null")}}`),
  translated("a number of a million digits", `{"model":"up:m","input":"hi","seed":${"1".repeat(1_000_000)}}`),
  translated("`1e999` as temperature", '{"model":"up:m","input":"hi","temperature":1e999}'),
  translated("a tool without a name", '{"model":"up:m","input":"hi","tools":[{"type":"function"}]}'),
  translated("an input of an unknown type", '{"model":"up:m","input":[{"type":"quantum"}]}'),
];
