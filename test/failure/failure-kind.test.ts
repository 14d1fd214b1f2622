import { expect, test } from "vitest";
import { classify } from "../../runtime/failure/classify.ts";
import { failureKind } from "../../runtime/failure/failure-kind.ts";
import type { Outcome, TimeoutKind } from "../../runtime/failure/outcome.ts";

function status(code: number, error: string | null = null, more: Partial<Extract<Outcome, { kind: "status" }>> = {}) {
  return { kind: "status", status: code, code: error, message: null, retryAfter: null, ...more } as const;
}

const timeouts: readonly TimeoutKind[] = ["connect", "header", "first_token", "idle", "total"];

const table: readonly (readonly [Outcome, ReturnType<typeof failureKind>])[] = [
  [{ kind: "connection" }, "connection"],
  [{ kind: "connection", fault: { cause: "tls", detail: "expired" } }, "connection"],
  ...(["protocol", "cut", "malformed"] as const).map((reason) => [{ kind: "invalid", reason }, "connection"] as const),
  ...timeouts.map((of) => [{ kind: "timeout", of }, "timeout"] as const),
  ...[408, 504, 524].map((code) => [status(code), "timeout"] as const),
  ...[409, 425, 500, 501, 502, 503, 520, 529].map((code) => [status(code), "server_error"] as const),
  [status(400, "context_length_exceeded"), "context"],
  [status(413, null, { textMeans: "too_long" }), "context"],
  [status(400, "content_filter"), "content_filter"],
  [status(400, null, { textMeans: "refusal" }), "content_filter"],
  [status(500, "moderation_blocked"), "content_filter"],
  [status(429), "rate_limit"],
  [status(429, null, { message: "Request too large for gpt-4o" }), "rate_limit"],
  [status(413, null, { message: "Request too large for llama" }), "rate_limit"],
  [status(429, "insufficient_quota"), "quota"],
  [status(402), "quota"],
  [status(401), "auth"],
  [status(403), "auth"],
  [status(403, null, { foreign: true }), "auth"],
  [status(503, "codex_login_required"), "auth"],
  [status(404, "model_not_found"), "not_found"],
  [status(422), "unprocessable"],
  [status(404), null],
  [status(400), null],
  [status(413), null],
];

test.each(table)("%o: %s", (outcome, kind) => {
  expect(failureKind(outcome, classify(outcome))).toBe(kind);
});
