/** The usual event, which is read without building anything. All others are read another way, so "0" is never wrong. */
import { expect, test } from "vitest";
import { endOfUsual } from "../../../runtime/protocols/sse/well-formed.ts";

const windows = (text: string) => text.replaceAll("\n", "\r\n");

test.each([
  'data: {"a":1}\n\n',
  'data:{"a":[{}]}\n\n',
  "event: x\ndata: {}\n\n",
  "event:\ndata: {}\n\n",
  windows('data: {"a":1}\n\n'),
  windows("event: x\ndata: {}\n\n"),
])("%j is one", (text) => {
  const { length } = text;
  expect(endOfUsual(Buffer.from(text), 0)).toBe(length);
  expect(endOfUsual(Buffer.from(`${text}data: {}\n\n`), 0)).toBe(length);
  expect(endOfUsual(Buffer.from(`: 1234567890\n\n${text}\r\n\r\n`), 14)).toBe(14 + length);
});

test.each([
  "",
  "\n",
  ": c\n\n",
  "Data: {}\n\n",
  "dxta: {}\n\n",
  "daxa: {}\n\n",
  "datx: {}\n\n",
  "data; {}\n\n",
  "data:  {}\n\n",
  "data: [1]\n\n",
  "data: {x}\n\n",
  "data: {} \n\n",
  "data: {}",
  "data: {}\n",
  "data: {}\n\r\n",
  "data: {}\nid: 1\n\n",
  "data: {}\r\r",
  "data: {}\r\n\n",
  "data: {}\r\n\r",
  "data: {}\r\n\rx",
  "data: {}\r\nx\n",
  "data: {}\rx\r\n",
  "data: {}x\n\r\n",
  "id: 1\ndata: {}\n\n",
  "event: x\n\n",
  "event: x",
  "event: x\rdata: {}\n\n",
  "event: x\nid: 1\ndata: {}\n\n",
  "Event: x\ndata: {}\n\n",
  "exent: x\ndata: {}\n\n",
  "evxnt: x\ndata: {}\n\n",
  "evext: x\ndata: {}\n\n",
  "evenx: x\ndata: {}\n\n",
  "event; x\ndata: {}\n\n",
  "e\ndata: {}\n\n",
])("%j is none, or not for certain", (text) => {
  expect(endOfUsual(Buffer.from(text), 0)).toBe(0);
  expect(endOfUsual(Buffer.from(`data: {}\n\n${text}`), 10)).toBe(0);
});

test("its keys are told", () => {
  const keys: string[] = [];
  const key = (bytes: Buffer, start: number, length: number) =>
    keys.push(bytes.toString("utf8", start, start + length));
  endOfUsual(Buffer.from('data: {"a":{"bc":1}}\n\n'), 0, { key });
  expect(keys).toEqual(["a", "bc"]);
});
