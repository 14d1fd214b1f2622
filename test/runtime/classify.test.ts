import { describe, expect, test } from "vitest";
import { upstreamError } from "../../runtime/relay/upstream-error.ts";
import { classify, type Outcome, type Verdict } from "../../runtime/routing/classify.ts";

const status = (code: number, error: string | null = null, message: string | null = null): Outcome => ({
  kind: "status",
  status: code,
  code: error,
  message,
});

const table: readonly (readonly [outcome: Outcome, verdict: Verdict])[] = [
  [{ kind: "connection" }, "reconnect"],
  [{ kind: "timeout" }, "advance"],
  [{ kind: "invalid" }, "advance"],
  ...[408, 409, 425, 500, 502, 503, 504, 529].map((code) => [status(code), "retry"] as const),
  ...[401, 402, 403, 429, 501, 505, 520, 599].map((code) => [status(code), "advance"] as const),
  ...[400, 404, 405, 406, 410, 411, 413, 414, 415, 418, 422, 431, 451].map((code) => [status(code), "final"] as const),
  [status(404, "model_not_found"), "advance"],
  [status(404, null, "The model `x` does not exist"), "advance"],
  [status(404, null, "No Model of this name"), "advance"],
  [status(404, null, "Unknown request URL"), "final"],
  [status(404, "not_found", "remodelling"), "final"],
  [status(400, "model_not_found"), "final"],
  [status(400, "context_length_exceeded"), "advance"],
  [status(400, null, "This model's maximum context length is 8192 tokens."), "advance"],
  [status(400, null, "input exceeds the context window"), "advance"],
  [status(400, "invalid_value", "temperature"), "final"],
  [status(422, "context_length_exceeded"), "final"],
  [status(400, "content_policy_violation"), "final"],
  [status(403, "content_filter"), "final"],
  [status(429, "content_policy_violation"), "final"],
  [status(500, "moderation_blocked"), "final"],
  [status(400, "content_filter", "maximum context length"), "final"],
  [status(429, "insufficient_quota"), "advance"],
];

test.each(table)("%o: %s", (outcome, verdict) => {
  expect(classify(outcome)).toBe(verdict);
});

describe("an upstream's error body", () => {
  test.each([
    ['{"error":{"code":"a","message":"b"}}', "a", "b"],
    ['{"error":{"message":"b","type":"c","code":null}}', null, "b"],
    ['{"error":{"code":404,"message":"b"}}', null, "b"],
    ['{"error":"text"}', null, "text"],
    ['{"code":"a","message":"b"}', "a", "b"],
    ['{"error":null,"message":"b"}', null, null],
    ['{"error":{"message":{"a":1}}}', null, null],
    ['{"error":["a"]}', null, null],
    ['"text"', null, "text"],
    ["null", null, null],
    ["[]", null, null],
    ["<html>", null, null],
    ["", null, null],
    ['{"error":', null, null],
  ])("%s", (text, code, message) => {
    expect(upstreamError(Buffer.from(text))).toEqual({ code, message });
  });

  test("that is no UTF-8 throws nothing", () => {
    expect(upstreamError(Buffer.from([0xff, 0xfe, 0x1f, 0x8b]))).toEqual({ code: null, message: null });
  });
});
