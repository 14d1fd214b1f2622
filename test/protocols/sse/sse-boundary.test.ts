import fc from "fast-check";
import { expect, test } from "vitest";
import { hasDone, isComplete } from "../../../runtime/protocols/chat/stream/ending.ts";
import { lastBoundary } from "../../../runtime/protocols/sse/boundary.ts";

test.each([
  ["", 0],
  ["\n", 0],
  ["data: a", 0],
  ["data: a\n", 0],
  ["data: a\n\n", 9],
  ["data: a\n\ndata: b", 9],
  ["data: a\n\ndata: b\n", 9],
  ["data: a\n\ndata: b\n\n", 18],
  ["data: a\r\n\r\n", 11],
  ["data: a\r\n\r\ndata: b\r\n", 11],
  ["data: a\r\n\r\ndata: b\n\nx", 20],
  ["data: a\n\ndata: b\r\n\r\nx", 20],
  ["data: a\n\r\n", 10],
  ["data: a\n\r\ndata: b", 10],
  ["data: a\r\rdata: b", 9],
  ["\n\n", 2],
  ["\n\ndata: a", 2],
  ["data: a\n\nx\n", 9],
  ["data: a\n\nx\r\n", 9],
])("%j: the last complete event ends at %i", (text, end) => {
  expect(lastBoundary(Buffer.from(text))).toBe(end);
});

test("is the end of the last blank line, with LF, CRLF or both", () => {
  const piece = fc.constantFrom("a", "\n", "\r\n", "data: x");
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      let expected = 0;
      let length = 0;
      for (const [index, each] of pieces.entries()) {
        length += each.length;
        if (each.endsWith("\n") && pieces[index - 1]?.endsWith("\n")) expected = length;
      }
      expect(lastBoundary(Buffer.from(pieces.join("")))).toBe(expected);
    }),
    { numRuns: 500 },
  );
});

test.each([
  ["data: [DONE]\n\n", true],
  ["data:[DONE]\n\n", true],
  ["data: [DONE]", true],
  ["data: x\n\ndata: [DONE]\n\n", true],
  ["data: x\r\n\r\ndata: [DONE]\r\n\r\n", true],
  [": data: [DONE]\n\n", false],
  ['data: "data: [DONE]"\n\n', false],
  ["[DONE]\n\n", false],
  ['data: {"choices":[{"finish_reason":"stop"}]}\n\n', false],
  ['data: {"error":{"message":"x"}}\n\n', true],
  ['event: error\ndata: {"error": "x"}\n\n', true],
  ['data: {"error":null}\n\n', false],
  ['data: {"content":"data: {\\"error\\":{"}\n\n', false],
  ["", false],
])("%j is complete: %s", (text, told) => {
  expect(isComplete(Buffer.from(text))).toBe(told);
});

test.each([
  ["data: [DONE]\n\n", true],
  ["data: x\n\ndata: [DONE]\n\n", true],
  ["data: x\r\n\r\ndata:[DONE]\r\n\r\n", true],
  ["data: [DONE]\n\n: bye\n\n", true],
  ['data: "data: [DONE]"\n\n', false],
  [": data: [DONE]\n\n", false],
  ['data: {"choices":[{"finish_reason":"stop"}]}\n\n', false],
  ["", false],
])("%j has [DONE]: %s", (text, done) => {
  expect(hasDone(Buffer.from(text))).toBe(done);
});
