import { expect, test } from "vitest";
import { startOf } from "../../../runtime/protocols/sse/start-of.ts";

test.each<[start: string, is: ReturnType<typeof startOf>]>([
  ["data: {}", "events"],
  ["data:", "events"],
  ["event: x", "events"],
  ["id: 1", "events"],
  ["retry: 1", "events"],
  [": ping", "events"],
  ["\ufeffdata: {}", "events"],
  [" \r\n\t\ndata: {}", "events"],
  [`${" ".repeat(4000)}data: {}`, "events"],
  ['{"data:": 1}', "other"],
  ["[1]", "other"],
  ["<html>", "other"],
  ["datx", "other"],
  ["x data:", "other"],
  ["Data: {}", "other"],
  [`${" ".repeat(4096)}data: {}`, "other"],
  [" ".repeat(4096), "other"],
  [" ".repeat(4095), "unclear"],
  ["", "unclear"],
  ["d", "unclear"],
  ["data", "unclear"],
  ["  even", "unclear"],
  ["\ufeff", "unclear"],
  ["\ufeffretr", "unclear"],
])("%j is the start of %s", (text, is) => {
  expect(startOf(Buffer.from(text))).toBe(is);
});

test("half a byte order mark may become the start of events", () => {
  expect([1, 2].map((length) => startOf(Buffer.from("\ufeff").subarray(0, length)))).toEqual(["unclear", "unclear"]);
});
