import { expect, test } from "vitest";
import { classify, type Verdict } from "../../runtime/failure/classify.ts";
import type { Outcome, TimeoutKind } from "../../runtime/failure/outcome.ts";

const status = (code: number, error: string | null = null, message: string | null = null): Outcome => ({
  kind: "status",
  status: code,
  code: error,
  message,
  retryAfter: null,
});

const kinds: readonly TimeoutKind[] = ["connect", "header", "first_token", "idle", "total"];
const final = [400, 404, 405, 406, 410, 411, 413, 414, 415, 418, 431, 451];

const table: readonly (readonly [outcome: Outcome, verdict: Verdict])[] = [
  [{ kind: "connection" }, "reconnect"],
  ...kinds.map((of) => [{ kind: "timeout", of }, "advance"] as const),
  ...(["protocol", "cut", "malformed"] as const).map((reason) => [{ kind: "invalid", reason }, "advance"] as const),
  ...[408, 409, 425, 500, 502, 503, 504, 529].map((code) => [status(code), "retry"] as const),
  ...[501, 505, 520, 599].map((code) => [status(code), "advance"] as const),
  ...[401, 402, 403].map((code) => [status(code), "dead_key"] as const),
  [{ kind: "status", status: 403, code: null, message: "Forbidden", retryAfter: null, foreign: true }, "advance"],
  ...final.map((code) => [status(code), "final"] as const),
  [status(422), "advance"],
  [status(422, "content_filter"), "final"],
  [status(429), "limited"],
  [status(429, "rate_limit_exceeded", "Rate limit reached for gpt-4o on tokens per min (TPM)"), "limited"],
  [status(429, "insufficient_quota"), "dead_key"],
  [status(404, "model_not_found"), "unknown_model"],
  [status(403, "model_not_found"), "unknown_model"],
  [status(400, "model_not_found"), "unknown_model"],
  [status(429, "model_not_found"), "limited"],
  [status(503, "model_not_found"), "retry"],
  [status(400, "context_length_exceeded"), "too_long"],
  [status(413, "context_length_exceeded"), "too_long"],
  [status(422, "context_length_exceeded"), "too_long"],
  [status(429, "context_length_exceeded"), "limited"],
  [status(400, "content_policy_violation"), "final"],
  [status(403, "content_filter"), "final"],
  [status(429, "content_policy_violation"), "final"],
  [status(500, "moderation_blocked"), "final"],
  [status(400, "content_filter", "maximum context length"), "final"],
  [status(400, "invalid_value", "temperature"), "final"],
];

test.each(table)("%o: %s", (outcome, verdict) => {
  expect(classify(outcome)).toBe(verdict);
});
