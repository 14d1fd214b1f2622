import fc from "fast-check";
import { expect, test } from "vitest";
import { MarkedAnswer } from "../../../runtime/request/issuers/marked-answer.ts";
import { cutAt } from "../../support/json-text.ts";

function passed(text: string, cuts: readonly number[], headers: readonly string[] = []): string {
  let got = "";
  const next = {
    onConnect() {},
    onHeaders: () => true,
    onData(chunk: Buffer) {
      got += chunk.toString("latin1");
      return true;
    },
    onComplete() {},
    onError() {},
  };
  const watch = new MarkedAnswer(next, "openai.2");
  watch.onHeaders(200, headers, () => {});
  for (const piece of cutAt(Buffer.from(text), cuts)) watch.onData(piece);
  watch.onComplete();
  return Buffer.from(got, "latin1").toString();
}

const item = { id: "rs_1", type: "reasoning", summary: [], encrypted_content: "gAAA" };
const marked = { ...item, encrypted_content: "turnout:openai.2:gAAA" };
const event = (value: unknown) => `event: a\ndata: ${JSON.stringify(value)}\n\n`;

test.each([
  ["an event", event({ item }), event({ item: marked })],
  ["several in one event", event([item, item]), event([marked, marked])],
  ["white space", '{"encrypted_content" : \n "x"}', '{"encrypted_content" : \n "turnout:openai.2:x"}'],
  [
    "another server's mark",
    event({ item: marked }),
    event({ item: { ...item, encrypted_content: `turnout:openai.2:${marked.encrypted_content}` } }),
  ],
])("what an issuer alone can read is marked: %s", (_, text, expected) => {
  expect(passed(text, [])).toBe(expected);
  for (let at = 1; at < text.length; at++) expect(passed(text, [at])).toBe(expected);
});

test.each([
  ["null", event({ ...item, encrypted_content: null })],
  ["nothing", event({ ...item, encrypted_content: "" })],
  ["a text that mentions it", event({ delta: JSON.stringify(item) })],
  ["what was asked for", event({ include: ["reasoning.encrypted_content"], text: "encrypted_content" })],
  ["half a name at the end", '{"encrypted'],
  ["a name at the end", '{"encrypted_content":'],
])("all else stays as it is: %s", (_, text) => {
  fc.assert(
    fc.property(fc.array(fc.nat(text.length), { maxLength: 3 }), (cuts) => {
      expect(
        passed(
          text,
          [...cuts].sort((a, b) => a - b),
        ),
      ).toBe(text);
    }),
  );
});

test("a compressed answer stays as it is", () => {
  expect(passed(event({ item }), [], ["content-encoding", "gzip"])).toBe(event({ item }));
});
