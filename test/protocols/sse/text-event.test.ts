/** An event as the template of the next ones. What does not match, or not for certain, is parsed. */
import { describe, expect, test } from "vitest";
import { isObject, type JsonObject } from "../../../runtime/protocols/json/json-object.ts";
import { type TextEventShape, textEventIn } from "../../../runtime/protocols/sse/text-event.ts";

const SHAPE: TextEventShape = {
  texts: ["content", "text"],
  numbers: ["created"],
  strings: ["id"],
  textOf: ({ text, delta }) => text ?? (isObject(delta) ? delta.content : undefined),
};

interface Members {
  readonly id?: string;
  readonly created?: number | string;
  readonly content?: string;
}

/** `content` is JSON text without its quotes. */
const event = ({ id = "c", created = 1, content = "a" }: Members = {}): string =>
  `data: {"id":"${id}","created":${created},"model":"m","delta":{"content":"${content}"}}\n\n`;

function template(text: string) {
  const made = textEventIn(Buffer.from(text), SHAPE);
  if (made === null) throw new Error("no template");
  return made;
}

const matched = (text: string, first = event()): boolean => template(first).match(Buffer.from(text), 0) > 0;

describe("an event like the one before", () => {
  test.each<[what: string, members: Members, text: string]>([
    ["the same", {}, "a"],
    ["with another text", { content: "hello" }, "hello"],
    ["with no text", { content: "" }, ""],
    ["with a text of 12", { content: "x".repeat(12) }, "x".repeat(12)],
    ["with a text of 13", { content: "x".repeat(13) }, "x".repeat(13)],
    ["with letters of several bytes", { content: "é😀" }, "é😀"],
    ["with escapes", { content: '\\n\\"\\\\\\b\\f\\r\\t' }, '\\n\\"\\\\\\b\\f\\r\\t'],
    ["with the last plain character", { content: "\u007f" }, "\u007f"],
    ["with the first one", { content: " " }, " "],
    ["with another number", { created: 7_654_321_098 }, "a"],
    ["with zero", { created: 0 }, "a"],
    ["with another id", { id: "" }, "a"],
    ["with a longer id", { id: "chatcmpl-é" }, "a"],
  ])("%s is read by its bytes", (_, members, text) => {
    const it = template(event());
    const before = event({ content: "before" });
    const bytes = Buffer.from(before + event(members) + event());
    const start = Buffer.byteLength(before);
    const end = start + Buffer.byteLength(event(members));
    expect([it.match(bytes, 0), it.text()]).toEqual([start, "before"]);
    expect([it.match(bytes, start), it.text()]).toEqual([end, text]);
    expect([it.bytes.toString("utf8", it.from, it.to), it.ascii]).toEqual([text, !/[^\x00-\x7f]/.test(text)]);
    expect(it.escapes).toBe(text.match(/\\./g)?.length ?? 0);
    expect([it.match(bytes, end), it.text()]).toEqual([bytes.length, "a"]);
    expect([it.match(Buffer.from(event({ content: "b" })), 0), it.text()]).toEqual([event().length, "b"]);
  });

  test.each<[what: string, text: string]>([
    ["with another member", event().replace('"m"', '"n"')],
    ["with another last byte", `${event().slice(0, -1)}x`],
    ["with another first byte", event().replace("data", "Data")],
    ["with a member more", event().replace("}}", '},"x":1}')],
    ["without its end", event().slice(0, -1)],
    ["cut in its text", event().slice(0, -7)],
    ["cut behind a backslash", event({ content: "\\" }).slice(0, -5)],
    ["with an escape in four digits", event({ content: "\\u00e9" })],
    ["with an escape that JSON.stringify never writes", event({ content: "\\/" })],
    ["with a control character in its text", event({ content: "\u001f" })],
    ["with a line end in its text", event({ content: "\n" })],
    ["with a number of two zeros", event({ created: "00" })],
    ["with a number that begins with zero", event({ created: "01" })],
    ["with a negative number", event({ created: -1 })],
    ["with a fraction", event({ created: 1.5 })],
    ["without a number", event({ created: "" })],
    ["with an escape in its id", event({ id: "\\n" })],
    ["with a control character in its id", event({ id: "\u001f" })],
    ["cut in its id", event().slice(0, 14)],
    ["that is nothing", ""],
  ])("%s is not", (_, text) => {
    expect(matched(text)).toBe(false);
  });
});

describe("a template is made of an event", () => {
  test.each<[what: string, text: string]>([
    ["under a name", `event: x\n${event()}`],
    ["without a space", event().replace("data: ", "data:")],
    ["with spaces", event().replaceAll('":', '": ')],
    ["with escapes", event({ content: '\\"\\u00e9\\\\' })],
    ["whose text is in another member", event().replace('"delta":{"content":"a"}', '"text":"a"')],
    ["whose number is last", 'data: {"delta":{"content":"a"},"created":1}\n\n'],
    ["without number and id", 'data: {"delta":{"content":"a"}}\n\n'],
  ])("%s", (_, text) => {
    const it = template(text);
    const next = text.replace(/"a"|"\\"\\u00e9\\\\"/, '"next"').replace(/("created": ?)1/, "$123");
    expect([it.match(Buffer.from(next), 0), it.text()]).toEqual([next.length, "next"]);
  });

  test.each<[what: string, text: string]>([
    ["whose lines end in CRLF", event().replaceAll("\n", "\r\n")],
    ["with a zero byte", event().replace('"m"', '"\0"')],
    ["that has the mark itself", event({ content: "~turnout~text" })],
    ["that has the mark's number", event({ created: 946_684_799_871 })],
    ["of two lines of data", event().replace("\n\n", "\ndata: \n\n")],
    ["with an id of the stream", `id: 1\n${event()}`],
    ["behind a comment", `: x\n${event()}`],
    ["without its blank line", event().trimEnd()],
    ["without a text", 'data: {"id":"c","created":1}\n\n'],
    ["whose text is null", 'data: {"delta":{"content":null}}\n\n'],
    ["whose text is elsewhere", 'data: {"other":{"content":"a"}}\n\n'],
    ["whose text's name stands before it", 'data: {"a":{"content":"b"},"delta":{"content":"a"}}\n\n'],
    ["whose number's name stands before it", 'data: {"a":{"created":2},"created":1,"delta":{"content":"a"}}\n\n'],
    ["whose id's name stands before it", 'data: {"a":{"id":"b"},"id":"c","delta":{"content":"a"}}\n\n'],
    ["that is not JSON", event().replace("}}", "}")],
    ["that is a list", 'data: [{"delta":{"content":"a"}}]\n\n'],
    ["that is the end", "data: [DONE]\n\n"],
  ])("but not of one %s", (_, text) => {
    expect(textEventIn(Buffer.from(text), SHAPE)).toBeNull();
  });

  test("but not of one that is no UTF-8", () => {
    const bytes = Buffer.from(event({ content: "xx" }));
    bytes[bytes.indexOf("xx")] = 0xff;
    expect(textEventIn(bytes, SHAPE)).toBeNull();
  });

  test("but not of one whose text another member contains", () => {
    const shape: TextEventShape = { ...SHAPE, textOf: (data: JsonObject) => data.other };
    expect(textEventIn(Buffer.from(event()), shape)).toBeNull();
  });
});
