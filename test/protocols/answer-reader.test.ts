/** Events of text that are cut out of their bytes become exactly what they become when they are parsed. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { answerReader } from "../../runtime/protocols/answer-reader.ts";
import type { AnswerHalves } from "../../runtime/protocols/codec.ts";
import { parseObject } from "../../runtime/protocols/json/json-object.ts";
import type { EscapedText } from "../../runtime/protocols/model/escaped-text.ts";
import { translated } from "./translate/support/translate-chat.ts";
import { accepted } from "./translate/support/translate-responses.ts";

const fromChat = (): AnswerHalves => accepted({ model: "m", input: "Hi", stream: true }).back;
const fromResponses = (): AnswerHalves => translated({ stream: true, stream_options: { include_usage: true } }).back;

interface Event {
  readonly name: string | null;
  readonly data: string;
}

const bytesOf = (events: readonly Event[]): Buffer =>
  Buffer.from(events.map(({ name, data }) => `${name === null ? "" : `event: ${name}\n`}data: ${data}\n\n`).join(""));

/** The client's text, for each read's events; the reads are of `size` events. */
function read({ decode, encode }: AnswerHalves, events: readonly Event[], size: number): string[] {
  const { sink, take } = encode.stream();
  const decoder = decode(sink);
  const reader = answerReader(decoder);
  const texts: string[] = [];
  for (let at = 0; at < events.length; at += size) {
    expect(reader.read(bytesOf(events.slice(at, at + size)))).toBe(true);
    texts.push(take().toString());
  }
  decoder.end("close");
  return [...texts, take().toString()];
}

function parsed({ decode, encode }: AnswerHalves, events: readonly Event[]): string {
  const { sink, take } = encode.stream();
  const decoder = decode(sink);
  for (const { name, data } of events) {
    if (data === "[DONE]") decoder.end("marker");
    else if (!decoder.skips(name)) decoder.event(parseObject(data) ?? {}, name);
  }
  decoder.end("close");
  return take().toString();
}

/** A piece of text as some server may write it: with more escapes than it needs, or half a pair of surrogates. */
const plainUnit = fc
  .string({ unit: "grapheme", minLength: 1, maxLength: 1 })
  .map((unit) => JSON.stringify(unit).slice(1, -1));
const oddUnit = fc.constantFrom(
  ...["\\/", "\\u00e9", "\\u000A", "\\ud83d", "\\ude00", "\\ud83d\\ude00", "\\u2028", "\u2028", "\ufeff", "\u007f"],
  ...[
    "\\\\u0041",
    '\\"',
    "\\b\\f\\n\\r\\t",
    '\\"delta\\":\\"x\\"',
    '\\"content\\":\\"x\\"',
    "~turnout~text",
    "é",
    "€",
    "𝔘",
    "\ufffd",
  ],
);
const piece = fc
  .array(fc.oneof({ weight: 5, arbitrary: plainUnit }, oddUnit), { maxLength: 6 })
  .map((units) => units.join(""));
const sizes = fc.integer({ min: 1, max: 9 });

/** How a server differs from one event to the next. */
const habits = fc.record({
  spaced: fc.boolean(),
  obfuscated: fc.boolean(),
  more: fc.constantFrom("", ',"x":1', ',"service_tier":"flex"', ',"delta":"y"', ',"content":"y"', ',"x":{"delta":"y"}'),
});

const pieces = fc.array(fc.tuple(piece, fc.constantFrom("text", "text", "text", "text", "other", "item")), {
  maxLength: 12,
});

describe("the events of a chat stream", () => {
  const chunk = (choice: string, more = "") => ({
    name: null,
    data: `{"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,${choice}}]${more}}`,
  });
  const events = fc.tuple(pieces, habits).map(([all, { spaced, obfuscated, more }]) => [
    chunk('"delta":{"role":"assistant","content":""}'),
    ...all.map(([text, kind], at) => {
      const colon = spaced ? ": " : ":";
      const rest = `${obfuscated ? `,"obfuscation"${colon}"${"x".repeat(at % 3)}"` : ""}${more}`;
      if (kind === "other") return chunk(`"delta":{"reasoning_content":"${text}"}`, rest);
      if (kind === "item") return chunk(`"delta":{"content":"${text}"},"logprobs":{"content":[{"token":"a"}]}`, rest);
      return chunk(`"delta":{"content"${colon}"${text}"},"finish_reason":null`, rest);
    }),
    chunk('"delta":{},"finish_reason":"stop"'),
    { name: null, data: "[DONE]" },
  ]);

  test("however they are written and cut", () => {
    fc.assert(
      fc.property(events, sizes, (all, size) => {
        expect(read(fromChat(), all, size).join("")).toBe(parsed(fromChat(), all));
      }),
      { numRuns: 500 },
    );
  });
});

describe("the events of a response", () => {
  const event = (type: string, members: string) => ({ name: type, data: `{"type":"${type}",${members}}` });
  const place = '"item_id":"msg_1","output_index":0,"content_index":0';
  const text = "response.output_text";
  const events = fc.tuple(pieces, habits).map(([all, { spaced, obfuscated, more }]) => [
    event("response.created", '"response":{"model":"m","created_at":1}'),
    ...all.map(([delta, kind], at) => {
      const colon = spaced ? ": " : ":";
      const rest = `${obfuscated ? `,"obfuscation"${colon}"${"x".repeat(at % 3)}"` : ""}${more}`;
      const number = `"sequence_number"${colon}${at * 7},`;
      if (kind === "other") return event(`${text}.done`, `${place},"text":"${delta}"`);
      if (kind === "item") {
        const message = '"item":{"type":"message","id":"msg_1","content":[]}';
        return event("response.output_item.done", `"output_index":0,${message}`);
      }
      return event(
        `${text}.delta`,
        `${number}${at % 5 === 4 ? place.replace("msg_1", "msg_2") : place},"delta"${colon}"${delta}","logprobs":[]${rest}`,
      );
    }),
    event("response.completed", '"response":{"status":"completed","output":[]}'),
  ]);

  test("however they are written and cut", () => {
    fc.assert(
      fc.property(events, sizes, (all, size) => {
        expect(read(fromResponses(), all, size).join("")).toBe(parsed(fromResponses(), all));
      }),
      { numRuns: 500 },
    );
  });
});

describe("a reader", () => {
  const said = (content: string) => ({
    name: null,
    data: `{"choices":[{"index":0,"delta":{"content":"${content}"}}]}`,
  });

  test("parses the first text event, and no other that is like it", () => {
    const { sink } = fromChat().encode.stream();
    const decoder = fromChat().decode(sink);
    const calls = { event: 0, textEscaped: 0 };
    const counting = {
      ...decoder,
      plainText: () => decoder.plainText(),
      event(...args: Parameters<typeof decoder.event>) {
        calls.event++;
        decoder.event(...args);
      },
      textEscaped(piece: EscapedText) {
        calls.textEscaped++;
        decoder.textEscaped(piece);
      },
    };
    const reader = answerReader(counting);
    reader.read(bytesOf([said("a"), said("b"), said("é\\n"), said("")]));
    reader.read(bytesOf([said("c")]));
    expect(calls).toEqual({ event: 1, textEscaped: 3 });
    reader.read(Buffer.from(": a comment\n\n"));
    reader.read(bytesOf([said("d"), said("\\u0065"), said("f")]));
    expect(calls).toEqual({ event: 2, textEscaped: 5 });
  });

  test.each([
    ["a text that does not end", 'data: {"choices":[{"index":0,"delta":{"content":"b}}]}\n\n'],
    ["a control character", 'data: {"choices":[{"index":0,"delta":{"content":"b\u0001"}}]}\n\n'],
    ["an escape that JSON has not", 'data: {"choices":[{"index":0,"delta":{"content":"b\\x"}}]}\n\n'],
  ])("does not read %s or anything after it, but everything before it", (_, bad) => {
    const { encode, decode } = fromChat();
    const { sink, take } = encode.stream();
    const reader = answerReader(decode(sink));
    expect(reader.read(Buffer.concat([bytesOf([said("a")]), Buffer.from(bad), bytesOf([said("z")])]))).toBe(false);
    const text = take().toString();
    expect(text).toContain('"delta":"a"');
    expect(text).not.toContain('"delta":"z"');
  });

  test("does not parse what repeats other events of a response", () => {
    const { encode, decode } = fromResponses();
    const { sink, take } = encode.stream();
    const reader = answerReader(decode(sink));
    const event = (type: string, data: string) => ({ name: `response.${type}`, data });
    const known = [event("created", '{"response":{"model":"m"}}'), event("output_text.delta", '{"delta":"a"}')];
    const unread = ["in_progress", "queued", "content_part.added", "content_part.done"].map((type) => event(type, "{"));
    expect(reader.read(bytesOf([...known, ...unread]))).toBe(true);
    expect(take().toString()).toContain('"content":"a"');
    expect(reader.read(bytesOf([event("output_text.done", "{")]))).toBe(true);
    expect(reader.read(bytesOf([event("output_item.done", "{")]))).toBe(false);
  });

  test("parses a text that has not come in pieces", () => {
    const { encode, decode } = fromResponses();
    const { sink, take } = encode.stream();
    answerReader(decode(sink)).read(bytesOf([{ name: "response.output_text.done", data: '{"text":"whole"}' }]));
    expect(take().toString()).toContain('"content":"whole"');
  });

  test("passes on what only the whole item has of a text that came in pieces", () => {
    const { encode, decode } = fromResponses();
    const { sink, take } = encode.stream();
    const item = '"item":{"type":"message","content":[{"type":"output_text","text":"abcd"}]}';
    const events = [
      { name: "response.output_text.delta", data: '{"output_index":0,"content_index":0,"delta":"ab"}' },
      { name: "response.output_text.done", data: '{"output_index":0,"content_index":0,"text":"abcd"}' },
      { name: "response.output_item.done", data: `{"output_index":0,${item}}` },
    ];
    answerReader(decode(sink)).read(bytesOf(events));
    expect(take().toString()).toContain('"content":"cd"');
  });

  test("starts with the first event of a response, whatever it is", () => {
    const { encode, decode } = fromResponses();
    const { sink, take } = encode.stream();
    const name = "response.in_progress";
    answerReader(decode(sink)).read(bytesOf([{ name, data: '{"response":{"model":"first"}}' }]));
    expect(take().toString()).toContain('"model":"first"');
  });

  test("reads invalid UTF-8 as the parser does", () => {
    const bad = Buffer.concat([
      Buffer.from('data: {"choices":[{"index":0,"delta":{"content":"'),
      Buffer.from([0xe2, 0x82]),
      Buffer.from('"}}]}\n\n'),
    ]);
    const { encode, decode } = fromChat();
    const { sink, take } = encode.stream();
    const reader = answerReader(decode(sink));
    expect(reader.read(Buffer.concat([bytesOf([said("a")]), bad]))).toBe(true);
    expect(take().toString()).toContain('"delta":"\ufffd"');
  });

  test("reads lines with any line ends", () => {
    const { encode, decode } = fromChat();
    const { sink, take } = encode.stream();
    const reader = answerReader(decode(sink));
    const text = bytesOf([said("a"), said("b"), said("c")])
      .toString()
      .replaceAll("\n", "\r\n");
    expect(reader.read(Buffer.from(text))).toBe(true);
    expect(
      take()
        .toString()
        .match(/"delta":"[abc]"/g),
    ).toEqual(['"delta":"a"', '"delta":"b"', '"delta":"c"']);
  });
});
