/** When the reader of a stream parses an event, and when it only compares it with the one before. */
import { describe, expect, test } from "vitest";
import { answerReader } from "../../runtime/protocols/answer-reader.ts";
import { decodeChat } from "../../runtime/protocols/chat/decode-answer/decoder.ts";
import { serverParts } from "../../runtime/protocols/chat/decode-answer/server-parts.ts";
import { parsedOf } from "./support/parsed.ts";
import { recordingSink } from "./support/recording-sink.ts";

const chunk = (content: string, id = "c") => ({ id, choices: [{ index: 0, delta: { content } }] });
const text = (event: object) => `data: ${JSON.stringify(event)}\n\n`;

function decoding() {
  const { sink, passed } = recordingSink();
  return { decoder: decodeChat({ toolOf: () => null }, serverParts)(sink), passed };
}

/** Events that are plain text, each different. */
function unlike(count: number, from = 0): readonly object[] {
  return Array.from({ length: count }, (_, index) => chunk("a", `c${from + index}`));
}

const alike = [chunk("a"), chunk("b"), chunk("c")];

describe("events that are alike", () => {
  test("are parsed once", () => {
    expect(parsedOf(decoding().decoder, alike)).toBe(1);
  });

  test("are parsed again behind one that is not plain text", () => {
    const other = { choices: [{ index: 0, delta: { reasoning: "Hm" } }] };
    expect(parsedOf(decoding().decoder, [...alike, other, ...alike])).toBe(3);
  });

  test("are no longer looked for after eight that were not", () => {
    expect(parsedOf(decoding().decoder, [...unlike(7), ...alike])).toBe(8);
    expect(parsedOf(decoding().decoder, [...unlike(8), ...alike])).toBe(11);
  });

  test("count from the last match", () => {
    expect(parsedOf(decoding().decoder, [...unlike(7), ...alike, ...unlike(7, 7), ...alike])).toBe(16);
  });
});

describe("what a stream has besides events", () => {
  const read = (...parts: readonly string[]) => {
    const { decoder, passed } = decoding();
    const reader = answerReader(decoder);
    const read = parts.map((part) => reader.read(Buffer.from(part)));
    return { read, passed: passed.map(([name]) => name) };
  };

  test("comments and blank data mean nothing", () => {
    expect(read(": ping\n\n", "data: \n\n", text(chunk("a")), "\n\n", "data:\n\n", text(chunk("b")))).toEqual({
      read: [true, true, true, true, true, true],
      passed: ["start", "text", "textEscaped"],
    });
  });

  test("[DONE] ends the answer, and nothing counts behind it", () => {
    expect(read(text(chunk("a")) + "data: [DONE]\n\n" + text(chunk("b")))).toEqual({
      read: [true],
      passed: ["start", "text", "finish"],
    });
  });

  test("an event that is no JSON object ends the reading", () => {
    expect(read(text(chunk("a")) + "data: [1]\n\n" + text({ choices: [{ delta: { refusal: "No." } }] }))).toEqual({
      read: [false],
      passed: ["start", "text"],
    });
  });

  test("events may end with other line ends, or with the stream", () => {
    expect(read(text(chunk("a")).replaceAll("\n", "\r\n"), text(chunk("b")).trimEnd())).toEqual({
      read: [true, true],
      passed: ["start", "text", "text"],
    });
  });

  test("a text may be long, or have letters of several bytes", () => {
    for (const long of ["x".repeat(12), "x".repeat(13), "x".repeat(40), "ü", ""]) {
      const { decoder, passed } = decoding();
      const reader = answerReader(decoder);
      expect(reader.read(Buffer.from(text(chunk("a")) + text(chunk(long)) + text(chunk("b"))))).toBe(true);
      expect(passed.slice(2).map(([, piece]) => String(piece))).toEqual(long === "" ? ["b"] : [long, "b"]);
    }
  });
});
