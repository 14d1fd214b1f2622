import { describe, expect, test } from "vitest";
import { readErrorBody } from "../../runtime/failure/error-body.ts";
import { errorBodyIn, errorDataIn } from "../../runtime/failure/error-event.ts";

describe("an upstream's error body", () => {
  test.each([
    ['{"error":{"code":"a","message":"b"}}', "a", "b"],
    ['{"error":{"message":"b","type":"c","code":null}}', null, "b"],
    ['{"error":{"code":404,"message":"b"}}', null, "b"],
    ['{"error":"text"}', null, "text"],
    ['{"code":"a","message":"b"}', "a", "b"],
    ['{"detail":"b"}', null, "b"],
    ['[{"error":{"code":400,"message":"b","status":"c"}}]', null, "b"],
    ['{"error":{"code":"a","type":"insufficient_quota","message":"b"}}', "insufficient_quota", "b"],
    ['{"error":{"code":"1500","type":"invalid_model","message":"b"}}', "invalid_model", "b"],
    [
      '{"error":{"message":"b","innererror":{"code":"ResponsibleAIPolicyViolation"}}}',
      "ResponsibleAIPolicyViolation",
      "b",
    ],
    ['{"error":{"message":"b","metadata":{"raw":"c"}}}', null, "b: c"],
    ['{"error":{"message":"b","metadata":{"raw":{}},"innererror":"c"}}', null, "b"],
    ['{"error":null,"message":"b"}', null, "b"],
    ['{"error":"text","code":"a"}', "a", "text"],
    ['{"choices":[{"error":{"code":"a","message":"b"}}]}', "a", "b"],
    ['{"error":{"code":"","message":"b"}}', null, "b"],
    ['{"error":{"message":{"a":1}}}', null, null],
    ['{"error":["a"]}', null, "a"],
    ['{"errors":[{"code":"a","message":"b"}]}', null, "b"],
    ['{"code":"a","msg":"b"}', "a", "b"],
    ['{"detail":[{"loc":["body"],"msg":"b"}]}', null, "b"],
    ['{"detail":{"code":"a","message":"b"}}', "a", "b"],
    ['{"base_resp":{"status_code":1004,"status_msg":"b"}}', null, "b"],
    ['{"choices":[{"error":"b"}]}', null, "b"],
    ['["a"]', null, null],
    ['"text"', null, "text"],
    ["null", null, null],
    ["[]", null, null],
    ["<html>", null, null],
    ["", null, null],
    ['{"error":', null, null],
  ])("%s", (body, code, message) => {
    const { code: found = null, message: text = null } = readErrorBody(body) ?? {};
    expect([found, text]).toEqual([code, message]);
  });

  test.each([
    [
      '{"error":{"type":"usage_limit_reached","message":"used up","resets_at":1780000000,"resets_in_seconds":60}}',
      1780000000,
      60,
    ],
    ['{"error":{"type":"usage_limit_reached","message":"used up","resets_in_seconds":60}}', null, 60],
    [
      '{"response":{"error":{"type":"usage_limit_reached","message":"used up","resets_at":1780000000}}}',
      1780000000,
      null,
    ],
  ])("with the end of a limit: %s", (text, at, seconds) => {
    const resets = { at, in: seconds };
    expect(readErrorBody(text)).toMatchObject({ code: "usage_limit_reached", message: "used up", resets });
  });

  test("invalid UTF-8 throws nothing", () => {
    expect(readErrorBody(Buffer.from([0xff, 0xfe, 0x1f, 0x8b]).toString("utf8"))).toBeNull();
  });

  test("a long message is shortened", () => {
    const long = "x".repeat(1_000_000);
    expect(readErrorBody(JSON.stringify({ error: long }))?.message).toHaveLength(4096);
    const error = readErrorBody(JSON.stringify({ code: long, message: long, type: long }));
    expect([error?.code?.length, error?.message?.length, error?.type?.length]).toEqual([100, 4096, 100]);
  });

  test.each([
    ['{"error":{"message":"b"}}', null],
    ['{"error":{"message":"b"},"status":502}', 502],
    ['{"error":{"type":"rate_limit_error"}}', 429],
    ['{"error":"text","code":"server_error"}', 500],
    ['{"error":{"code":"529"},"status":400}', 529],
    ['{"error":{"code":399},"status":600}', null],
  ])("the status, if it contains one: %s", (body, status) => {
    expect(readErrorBody(body)?.status).toBe(status);
  });
});

test.each([
  ['{"type":"response.failed","response":{"id":"r","error":{"code":"c"}}}', '{"error":{"code":"c"}}'],
  ['{"type":"response.failed","response":{"error":null}}', '{"type":"response.failed","response":{"error":null}}'],
  ['{"error":{"code":"c"}}', '{"error":{"code":"c"}}'],
  ["overloaded", "overloaded"],
])("an error event as a body: %s", (data, body) => {
  expect(errorBodyIn(data).toString()).toBe(body);
});

test.each([
  ['{\n  "error": {"code":"c"}\n}', '{"error":{"code":"c"}}'],
  ['{"error":null}', '{"error":null}'],
  ["<html>", '{"error":{}}'],
])("an error body as the data of an event, on one line: %j", (body, data) => {
  expect(errorDataIn(Buffer.from(body))).toBe(data);
});
