/** Chat streams as servers send them, and as a client gets them. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lastBoundary } from "../../../runtime/protocols/sse/boundary.ts";
import { cutAt } from "../../support/json-text.ts";
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
import { streamedChats } from "../../support/streamed-chat.ts";

describe("what is whole passes byte by byte", () => {
  test("however it is cut", () => {
    const spaced = (text: string) => text.replaceAll('":', '": ').replaceAll(',"', ', "');
    fc.assert(
      fc.property(
        streamedChats,
        fc.array(fc.nat(4000), { maxLength: 8 }),
        fc.constantFrom("\n\n", "\r\n\r\n"),
        fc.boolean(),
        ({ chunks }, cuts, blank, spacedOut) => {
          const texts = chunks.map((each) => JSON.stringify(each)).map((text) => (spacedOut ? spaced(text) : text));
          const whole = Buffer.from([...texts, "[DONE]"].map((text) => `data: ${text}${blank}`).join(""));
          const it = mender({ n: 3 });
          let got = "";
          let kept: Buffer = Buffer.alloc(0);
          for (const piece of cutAt(whole, cuts)) {
            kept = Buffer.concat([kept, piece]);
            const end = lastBoundary(kept);
            got += passed(it, kept.subarray(0, end));
            kept = kept.subarray(end);
          }
          expect(got).toBe(whole.toString());
          expect([it.fault, it.progress, it.end().length]).toEqual([null, "done", 0]);
        },
      ),
      { numRuns: 200 },
    );
  });

  test("in the very Buffer in which it came", () => {
    const it = mender();
    it.mend(Buffer.from(ROLE));
    const bytes = Buffer.from(WORD.repeat(3));
    const [piece, ...more] = it.mend(bytes);
    expect(piece).toBe(bytes);
    expect(more).toEqual([]);
  });

  test("in the bytes that came, when an event before it is repaired", () => {
    const bytes = Buffer.from(chunk({ content: "a" }) + WORD.repeat(3));
    const [repaired, rest] = mender().mend(bytes);
    expect(deltasOf(`${repaired}`)).toEqual([{ content: "a", role: "assistant" }]);
    expect(rest?.toString()).toBe(WORD.repeat(3));
    expect(rest?.buffer).toBe(bytes.buffer);
  });

  test.each([
    ["comments and ids", [ROLE, ": ping\n\n", `id: 7\nretry: 10\n${WORD}`, STOP, DONE]],
    ["a text completion", [event({ object: "text_completion", choices: [{ index: 0, text: "a" }] }), DONE]],
    ["a first chunk of Azure's", [event({ id: "", choices: [], prompt_filter_results: [] }), ROLE, STOP, DONE]],
    ["unknown events and members", [ROLE, event({ other: [1] }), chunk({ content: "a", mood: { index: 3 } }), DONE]],
    ["empty lists of calls", [ROLE, chunk({ content: "a", tool_calls: [] }), STOP, DONE]],
    ["usage of its own chunk", [ROLE, STOP, event({ ...head, choices: [], usage: { total_tokens: 3 } }), DONE]],
    [
      "a call of a custom tool",
      [ROLE, call({ index: 0, id: "1", type: "custom", custom: { name: "f", input: "" } }), DONE],
    ],
  ])("%s", (_, events) => {
    expect(mended(events)).toBe(events.join(""));
  });
});

describe("a tool call", () => {
  const first = (more: object) => ({ id: "1", type: "function", function: { name: "f", arguments: "" }, ...more });
  const rest = (more: object) => ({ function: { arguments: "{}" }, ...more });

  test.each<[string, readonly unknown[], readonly unknown[]]>([
    ["without an index", [first({}), rest({})], [first({ index: 0 }), rest({ index: 0 })]],
    [
      "and another without indexes",
      [first({}), rest({}), first({ id: "2" }), rest({ id: "2" })],
      [first({ index: 0 }), rest({ index: 0 }), first({ id: "2", index: 1 }), rest({ index: 1 })],
    ],
    ["with a first index of 1", [first({ index: 1 }), rest({ index: 1 })], [first({ index: 0 }), rest({ index: 0 })]],
    [
      "that has the index of the one before it",
      [first({ index: 0 }), first({ id: "2", index: 0 }), rest({ index: 0 })],
      [first({ index: 0 }), first({ id: "2", index: 1 }), rest({ index: 1 })],
    ],
    [
      "without its type",
      [{ index: 0, id: "1", function: { name: "f", arguments: "" } }, rest({ index: 0 })],
      [first({ index: 0 }), rest({ index: 0 })],
    ],
    ["with a blank type", [first({ index: 0, type: "" })], [first({ index: 0 })]],
    ["without an id", [first({ index: 0, id: undefined })], [first({ index: 0, id: "call_id0" })]],
    [
      "without arguments",
      [first({ index: 0, function: { name: "f" } })],
      [first({ index: 0, function: { name: "f", arguments: "" } })],
    ],
    [
      "with an object as its arguments",
      [first({ index: 0, function: { name: "f", arguments: { a: 1 } } })],
      [first({ index: 0, function: { name: "f", arguments: '{"a":1}' } })],
    ],
    [
      "whose id, type and name come with each piece",
      [first({ index: 0 }), first({ index: 0, function: { name: "f", arguments: "{}" } })],
      [first({ index: 0 }), rest({ index: 0 })],
    ],
  ])("%s", (_, sent, got) => {
    const text = mended([ROLE, ...sent.map((each) => call(each)), chunk({}, "tool_calls"), DONE]);
    expect(callsOf(text)).toEqual(JSON.parse(JSON.stringify(got)));
  });

  test("of each choice is numbered by itself", () => {
    const of = (index: number) =>
      event({ ...head, choices: [{ index, delta: { role: "assistant", tool_calls: [first({ index: 4 })] } }] });
    expect(callsOf(mended([of(0), of(1), DONE], { n: 2 }))).toEqual([first({ index: 0 }), first({ index: 0 })]);
  });

  test.each([
    ["at its finish", [chunk({}, "tool_calls")]],
    ["at the end", [DONE]],
  ])("whose name never comes is a fault: %s", (_, ending) => {
    const it = mender();
    for (const each of [ROLE, call({ index: 0, id: "1", function: { arguments: "{}" } })]) {
      expect(passed(it, each)).not.toBe("");
    }
    expect(passed(it, ending.join(""))).toBe("");
    expect(it.fault).toEqual({ kind: "malformed" });
  });

  test("of the predecessor's kind, whose name never comes, is a fault too", () => {
    const it = mender();
    it.mend(Buffer.from(ROLE + chunk({ function_call: { arguments: "{}" } })));
    expect(passed(it, chunk({}, "function_call"))).toBe("");
    expect(it.fault).toEqual({ kind: "malformed" });
  });

  test("of which there is nothing but an empty piece is none", () => {
    const it = mender();
    it.mend(Buffer.from(ROLE + chunk({ tool_calls: [{}], function_call: {} }) + STOP + DONE));
    expect([it.fault, it.progress]).toEqual([null, "done"]);
  });
});

describe("a chunk", () => {
  test("of a choice's beginning gets its role", () => {
    const [first, second] = deltasOf(mended([WORD, WORD, DONE]));
    expect([first, second]).toEqual([{ content: "a", role: "assistant" }, { content: "a" }]);
    expect(deltasOf(mended([chunk({ role: "", content: "a" }), DONE]))).toEqual([{ role: "assistant", content: "a" }]);
  });

  test.each<[string, unknown, unknown]>([
    ["a blank finish reason", { index: 0, delta: {}, finish_reason: "" }, { index: 0, delta: {}, finish_reason: null }],
    ["no index", { delta: { content: "b" } }, { index: 0, delta: { content: "b" } }],
    ["no delta", { index: 0, finish_reason: "stop" }, { index: 0, delta: {}, finish_reason: "stop" }],
    ["a message for its delta", { index: 0, message: { content: "b" } }, { index: 0, delta: { content: "b" } }],
    [
      "a text and a blank finish reason",
      { index: 0, text: "b", finish_reason: "" },
      { index: 0, text: "b", finish_reason: null },
    ],
  ])("with %s", (_, sent, got) => {
    expect(chunksOf(mended([ROLE, event({ ...head, choices: [sent] }), DONE]))[1]).toEqual({ ...head, choices: [got] });
  });

  test.each([["null"], ["missing"]])("whose choices are %s", (how) => {
    const choices = how === "null" ? { choices: null } : {};
    expect(chunksOf(mended([ROLE, event({ ...head, ...choices }), DONE]))[1]).toEqual({ ...head, choices: [] });
  });

  test("under another name", () => {
    expect(mended([`event: chunk\n${ROLE}`, `event: message\n${WORD}`, DONE])).toBe(
      `${ROLE}event: message\n${WORD}${DONE}`,
    );
  });
});

describe("what is nothing to a chat client", () => {
  test.each([
    ['event: ping\ndata: {"time":"12:00"}\n\n'],
    ["event: done\ndata: {}\n\n"],
    ['data: {"type":"ping"}\n\n'],
    ["data: \n\n"],
  ])("keeps the connection alive, and no more: %j", (ping) => {
    expect(mended([ROLE, ping, WORD, DONE])).toBe(`${ROLE}: \n\n${WORD}${DONE}`);
  });

  test("is a byte order mark", () => {
    expect(mended([`\ufeff${ROLE}`, WORD, DONE])).toBe(ROLE + WORD + DONE);
  });
});
