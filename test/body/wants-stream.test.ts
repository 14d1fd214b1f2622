import { expect, test } from "vitest";
import { readModel } from "../../runtime/body/read-model.ts";
import { streamWish } from "../../runtime/body/stream-wish.ts";
import { wantsStream } from "../../runtime/body/wants-stream.ts";
import { payloadOf } from "../../runtime/wire/payload.ts";

function bodyOf(...pieces: readonly string[]) {
  const read = readModel(payloadOf(pieces.map((piece) => Buffer.from(piece))), null);
  if (!read.ok) throw new Error(read.error.message);
  return read.body;
}

const long = `"messages":[{"content":"${"x".repeat(9000)}"}]`;
const tools = `"tools":[{"a":"${"x".repeat(9000)}"}]`;

test.each([
  ["a small body", '{"model":"m","stream":true}', true, true],
  ["a small one without", '{"model":"m"}', false, false],
  ["a small one that says no", '{"stream":false,"model":"m"}', false, false],
  ["a large one, at its start", `{"model":"m","stream" : true,${long}}`, true, true],
  ["a large one, at its end", `{"model":"m",${long},"stream":true}`, true, true],
  ["a large one that says no", `{"model":"m",${long},"stream":false}`, false, false],
  ["a large one without", `{"model":"m",${long}}`, false, false],
  ["a large one whose text has the word", `{"model":"m",${long},"user":"\\"stream\\":true"}`, false, false],
  ["a large one that has it in the middle", `{"model":"m",${long},"stream":true,${tools}}`, null, true],
  ["a large one with a tool of that name", `{"model":"m",${long},"tools":[{"stream":true}]}`, null, false],
  ["a large one that has it twice", `{"model":"m","stream":true,${long},"stream":false}`, null, false],
  ["a body that is parsed", `{"model":"m","extra_body":{"stream":true},${long}}`, true, true],
] as const)("%s", (_, text, wish, wants) => {
  for (const pieces of [[text], [text.slice(0, 100), text.slice(100)]]) {
    const body = bodyOf(...pieces);
    expect([streamWish(body), wantsStream(body)]).toEqual([wish, wants]);
  }
});
