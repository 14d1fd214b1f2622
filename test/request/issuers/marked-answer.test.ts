import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MarkedAnswer } from "../../../runtime/request/issuers/marked-answer.ts";
import { cutAt } from "../../support/json-text.ts";

function passed(text: string, cuts: readonly number[], headers: readonly string[] = [], status = 200): string {
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
  watch.onHeaders(status, headers, () => {});
  for (const piece of cutAt(Buffer.from(text), cuts)) watch.onData(piece);
  watch.onComplete();
  return Buffer.from(got, "latin1").toString();
}

const item = { id: "rs_1", type: "reasoning", summary: [], encrypted_content: "gAAA" };
const marked = { ...item, encrypted_content: "turnout:openai.2:gAAA" };
const event = (value: unknown) => `event: a\ndata: ${JSON.stringify(value)}\n\n`;

/** The value's quote is the last byte that is read behind the name for 62 spaces. */
function text(spaces: number): string {
  return `{"encrypted_content":${" ".repeat(spaces)}"x"}`;
}

test.each([
  ["an event", event({ item }), event({ item: marked })],
  ["several in one event", event([item, item]), event([marked, marked])],
  ["white space", '{"encrypted_content" : \n "x"}', '{"encrypted_content" : \n "turnout:openai.2:x"}'],
  ["line ends first", '\n\n{"encrypted_content":"x"}', '\n\n{"encrypted_content":"turnout:openai.2:x"}'],
  ["as much white space as fits", text(62), text(62).replace('"x"', '"turnout:openai.2:x"')],
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
  ["null before another member", event({ encrypted_content: null, other: "a" })],
  ["a text behind too much white space", text(63)],
  ["a text behind far too much white space", text(200)],
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

test.each([199, 300, 404, 500])("an answer of status %i stays as it is", (status) => {
  expect(passed(event({ item }), [], [], status)).toBe(event({ item }));
});

describe("what is passed on", () => {
  function recorded(accepts: boolean) {
    const seen: unknown[] = [];
    const watch = new MarkedAnswer(
      {
        onConnect: (abort) => seen.push(abort),
        onHeaders: (status, headers, resume) => {
          seen.push([status, headers, resume]);
          return accepts;
        },
        onData: (chunk) => {
          seen.push(chunk.toString());
          return accepts;
        },
        onComplete: () => seen.push("complete"),
        onError: (error) => seen.push(error),
      },
      "one",
    );
    return { seen, watch };
  }

  test.each([true, false])("is everything, at once, and what the receiver says of it: %j", (accepts) => {
    const { seen, watch } = recorded(accepts);
    const [abort, resume, headers] = [() => {}, () => {}, ["x-a", "b"]];
    watch.onConnect(abort);
    expect(watch.onHeaders(200, headers, resume)).toBe(accepts);
    expect(watch.onData(Buffer.from(event({ a: 1 })))).toBe(accepts);
    expect(watch.onData(Buffer.from('{"a":1}'))).toBe(accepts);
    watch.onComplete();
    expect(seen).toEqual([abort, [200, headers, resume], event({ a: 1 }), '{"a":1}', "complete"]);
  });

  test("is what may be part of a name, at the end", () => {
    const { seen, watch } = recorded(true);
    watch.onHeaders(200, [], () => {});
    watch.onData(Buffer.from('{"encr'));
    expect(seen.at(-1)).toBe("{");
    watch.onComplete();
    expect(seen.slice(-2)).toEqual(['"encr', "complete"]);
  });

  test("is an error", () => {
    const { seen, watch } = recorded(true);
    const error = new Error("reset");
    watch.onError(error);
    expect(seen).toEqual([error]);
  });
});
