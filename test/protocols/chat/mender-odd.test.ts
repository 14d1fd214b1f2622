/** What is odd in a chat stream, and how much of it is repaired. */
import { describe, expect, test } from "vitest";
import {
  call,
  callsOf,
  chunk,
  chunksOf,
  DONE,
  deltasOf,
  event,
  head,
  mended,
  mender,
  passed,
  ROLE,
  STOP,
  WORD,
} from "../../support/mended.ts";

const first = (more: object = {}) => ({
  index: 0,
  id: "1",
  type: "function",
  function: { name: "f", arguments: "" },
  ...more,
});
const spaced = (text: string) => text.replaceAll('":', '": ').replaceAll(',"', ', "');

describe("output", () => {
  test("has come with the first text, or with the end", () => {
    const word = mender();
    const sees = (it: typeof word, text: string) => [passed(it, text) === text, it.hasOutput];
    expect(word.hasOutput).toBe(false);
    expect([sees(word, ROLE), sees(word, WORD)]).toEqual([
      [true, false],
      [true, true],
    ]);
    const none = mender();
    expect([sees(none, ROLE), sees(none, STOP)]).toEqual([
      [true, false],
      [true, true],
    ]);
  });

  test("that is kept back, or only repaired, leaves no empty piece", () => {
    const it = mender();
    it.mend(Buffer.from(ROLE));
    const usage = event({ ...head, choices: [], usage: { total_tokens: 3 } });
    expect(it.mend(Buffer.from(usage))).toEqual([]);
    expect(it.mend(Buffer.from(WORD + usage)).map(String)).toEqual([WORD]);
    expect(it.mend(Buffer.from(chunk({}, "")))).toHaveLength(1);
  });
});

describe("choices", () => {
  const of = (index: number, delta: object, more: object = {}) =>
    event({ ...head, choices: [{ index, delta, finish_reason: null, ...more }] });

  test("each have a role of their own, whichever begins", () => {
    const text = mended([of(1, { role: "assistant", content: "a" }), of(1, { content: "b" }), WORD, DONE], { n: 2 });
    expect(deltasOf(text)).toEqual([
      { role: "assistant", content: "a" },
      { content: "b" },
      { content: "a", role: "assistant" },
    ]);
  });

  test("keep a role that they have", () => {
    const odd = of(0, { role: "tool", content: "a" });
    expect(mended([odd, WORD, DONE])).toBe(odd + WORD + DONE);
  });

  test("that need no repair stay beside one that does", () => {
    const good = { index: 0, delta: { role: "assistant", content: "a" }, finish_reason: null };
    const odd = { index: 1, delta: { role: "assistant" }, finish_reason: "" };
    const [sent] = chunksOf(mended([event({ ...head, choices: [good, odd] }), DONE], { n: 2 }));
    expect(sent?.choices).toEqual([good, { ...odd, finish_reason: null }]);
  });

  test("that are no objects pass", () => {
    const odd = event({ ...head, choices: [null, "a"] });
    expect(mended([ROLE, odd, DONE])).toBe(ROLE + odd + DONE);
  });
});

describe("calls", () => {
  const sent = (...pieces: readonly unknown[]): readonly unknown[] =>
    callsOf(mended([ROLE, ...pieces.map((piece) => call(piece)), DONE]));

  test("written with spaces pass as they are", () => {
    const texts = [
      ROLE,
      call(first()),
      call({ index: 0, function: { arguments: "{" } }),
      call({ index: 0, function: { arguments: "}" } }),
      chunk({}, "tool_calls"),
      DONE,
    ].map(spaced);
    expect(mended(texts)).toBe(texts.join(""));
  });

  test("of custom tools without a type get theirs, and no other type is replaced", () => {
    const custom = { index: 0, id: "1", custom: { name: "c", input: "a" } };
    const more = { index: 0, custom: { input: "b" } };
    expect(sent(custom, more)).toEqual([{ ...custom, type: "custom" }, more]);
    expect(sent(first({ id: undefined, type: "mcp" }))).toEqual([first({ id: "call_id0", type: "mcp" })]);
  });

  test("with an object for the rest of their arguments", () => {
    expect(sent(first(), { index: 0, function: { arguments: { a: 1 } } })).toEqual([
      first(),
      { index: 0, function: { arguments: '{"a":1}' } },
    ]);
  });

  test("whose names come in pieces keep them", () => {
    const rest = { index: 0, function: { name: "oo", arguments: "" } };
    expect(sent(first(), rest)).toEqual([first(), rest]);
    expect(sent(first(), { index: 0, function: { name: "oo", arguments: {} } })).toEqual([
      first(),
      { index: 0, function: { name: "oo", arguments: "{}" } },
    ]);
  });

  test("whose name comes again, and nothing else", () => {
    expect(sent(first(), { index: 0, function: { name: "f" } })).toEqual([first(), { index: 0, function: {} }]);
  });

  test("that are no objects pass", () => {
    const odd = call(null);
    expect(mended([ROLE, odd, STOP, DONE])).toBe(ROLE + odd + STOP + DONE);
  });

  test.each([
    ["an id", { index: 0, id: "1" }],
    ["arguments", { index: 0, function: { arguments: "{}" } }],
  ])("with %s and no name are a fault", (_, piece) => {
    const it = mender();
    it.mend(Buffer.from(ROLE + call(piece)));
    expect([passed(it, STOP), it.fault]).toEqual(["", { kind: "malformed" }]);
  });

  test("of the predecessor's kind are none if they have a name", () => {
    const texts = [
      ROLE,
      chunk({ function_call: { name: "f", arguments: "" } }),
      chunk({ function_call: { arguments: "{}" } }),
      chunk({}, "function_call"),
      DONE,
    ];
    expect(mended(texts)).toBe(texts.join(""));
  });
});

describe("usage", () => {
  const usage = { total_tokens: 3 };
  const asked = { stream_options: { include_usage: true } };
  const last = event({ ...head, choices: [], usage });
  const groq = (of: unknown) => event({ ...head, choices: [], x_groq: { usage: of } });

  test("of its own chunk stays as it was written", () => {
    const texts = [ROLE, STOP, spaced(last), DONE];
    expect(mended(texts)).toBe(texts.join(""));
  });

  test("under another name loses that", () => {
    expect(mended([ROLE, STOP, `event: usage\n${last}`, DONE])).toBe(ROLE + STOP + last + DONE);
  });

  test("that never came is not made up", () => {
    expect(mended([ROLE, STOP, DONE], asked)).toBe(ROLE + STOP + DONE);
    expect(mended([ROLE, groq(3), STOP, DONE], asked)).toBe(ROLE + groq(3) + STOP + DONE);
  });

  test("that came twice is the API's", () => {
    const other = groq({ total_tokens: 7 });
    expect(mended([ROLE, other, STOP, last, DONE], asked)).toBe(ROLE + other + STOP + last + DONE);
  });

  test("has the id of the first chunk with a choice", () => {
    const before = event({ id: "", choices: [], prompt_filter_results: [] });
    const behind = chunk({ content: "b" }, "stop", { id: "d" });
    expect(chunksOf(mended([before, ROLE, STOP, behind, groq(usage), DONE], asked)).at(-1)).toEqual({
      ...head,
      choices: [],
      usage,
    });
  });
});

test("a byte order mark is taken away at the start alone", () => {
  const late = `\ufeff${WORD}`;
  expect(mended([`\ufeff${ROLE}`, late, DONE])).toBe(ROLE + late + DONE);
});

describe("an error event", () => {
  const sent = (text: string) => chunksOf(mended([ROLE, text])).at(-1)?.error;
  const silent = {
    message: "The upstream failed and did not say why.",
    type: "server_error",
    code: null,
    param: null,
  };

  test.each<[what: string, text: string, error: unknown]>([
    ["without words", "event: error\ndata: {}\n\n", silent],
    ["without data", "event: error\n\n", silent],
    ["with blank data", "event: error\ndata:  \n\n", silent],
    ["with a word alone", "event: error\ndata: busy \n\n", { ...silent, message: "busy" }],
    ["with members, but no message", event({ error: { code: "x", type: "y" } }), { ...silent, code: "x", type: "y" }],
    ["of words", event({ error: "busy", code: "x" }), { ...silent, message: "busy", code: "x" }],
  ])("%s", (_, text, error) => {
    expect(sent(text)).toEqual(error);
  });

  test("in the second choice of two has its words", () => {
    const of = (other: object) => event({ ...head, choices: [{ index: 0, finish_reason: "stop" }, null, other] });
    expect(sent(of({ index: 1, error: { message: "busy", code: "x" } }))).toMatchObject({ message: "busy", code: "x" });
    expect(sent(of({ index: 1, finish_reason: "error" }))).toMatchObject({
      message: "The upstream's answer ended with an error.",
      type: "server_error",
    });
  });
});
