import { describe, expect, test } from "vitest";
import { upstreamError } from "../../runtime/failure/upstream-error.ts";

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
    ['{"error":null,"message":"b"}', null, null],
    ['{"error":{"message":{"a":1}}}', null, null],
    ['{"error":["a"]}', null, null],
    ['["a"]', null, null],
    ['"text"', null, "text"],
    ["null", null, null],
    ["[]", null, null],
    ["<html>", null, null],
    ["", null, null],
    ['{"error":', null, null],
  ])("%s", (text, code, message) => {
    expect(upstreamError(Buffer.from(text))).toEqual({ code, message });
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
  ])("that tells when a limit ends: %s", (text, at, seconds) => {
    const resets = { at, in: seconds };
    expect(upstreamError(Buffer.from(text))).toEqual({ code: "usage_limit_reached", message: "used up", resets });
  });

  test("that is no UTF-8 throws nothing", () => {
    expect(upstreamError(Buffer.from([0xff, 0xfe, 0x1f, 0x8b]))).toEqual({ code: null, message: null });
  });

  test("of any length is kept short", () => {
    const long = "x".repeat(1_000_000);
    expect(upstreamError(Buffer.from(JSON.stringify({ error: long }))).message).toHaveLength(4096);
    const { code, message } = upstreamError(Buffer.from(JSON.stringify({ code: long, message: long })));
    expect([code?.length, message?.length]).toEqual([100, 4096]);
  });
});
