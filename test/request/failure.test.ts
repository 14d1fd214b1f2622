/** What a client reads if no target has answered, and that it contains no key. */
import { describe, expect, test } from "vitest";
import { gatewayError } from "../../runtime/errors.ts";
import type { Verdict } from "../../runtime/failure/classify.ts";
import type { HeldAnswer } from "../../runtime/failure/held-answer.ts";
import type { Outcome } from "../../runtime/failure/outcome.ts";
import { toldError } from "../../runtime/relay/told-error.ts";
import { failureOf } from "../../runtime/request/failure.ts";
import { sendFailure } from "../../runtime/request/send-failure.ts";
import { createHarness } from "../support/attempt-harness.ts";
import { attemptFor } from "../support/attempts.ts";
import { fakeResponse } from "../support/fake-response.ts";

function answerOf(status: number, text: string): HeldAnswer {
  return { status, headers: ["content-type", "application/json"], body: Buffer.from(text) };
}

/** What is read after the target `a:m` failed like this. */
function read(outcome: Outcome, answer: HeldAnswer | null = null) {
  const res = fakeResponse();
  const context = createHarness().contextFor({}, res);
  const failure = failureOf({ outcome, verdict: "advance", answer, attempt: attemptFor("a:m") }, context, toldError);
  sendFailure(context, failure);
  return { status: res.status(), text: res.text(), target: context.target, route: res.header("x-turnout-route") };
}

describe("a client reads", () => {
  const INVALID: Outcome = { kind: "invalid", reason: "cut" };
  test.each<readonly [string, Outcome, number, string, string]>([
    [
      "that a target did not answer in time",
      { kind: "timeout", of: "header" },
      504,
      "upstream_timeout",
      "The upstream of a:m did not answer in time.",
    ],
    [
      "that a target could not be reached",
      { kind: "connection" },
      502,
      "upstream_unreachable",
      "The upstream of a:m could not be reached.",
    ],
    [
      "that a target's answer is none",
      INVALID,
      502,
      "upstream_invalid",
      "The upstream of a:m gave no answer that can be passed on.",
    ],
  ])("%s", (_, outcome, status, code, message) => {
    const { text, ...rest } = read(outcome);
    expect(rest).toEqual({ status, target: "a:m", route: "a:m" });
    expect(JSON.parse(text)).toEqual({ error: { message, type: "upstream_error", code, param: null } });
  });

  test("the last target's own answer", () => {
    const outcome: Outcome = { kind: "status", status: 401, code: null, message: null, retryAfter: null };
    const body = '{"error":{"message":"bad key"}}';
    expect(read(outcome, answerOf(401, body))).toMatchObject({ status: 401, text: body, target: "a:m" });
  });
});

test("a client reads an error of another form in that of its API", () => {
  const outcome: Outcome = { kind: "status", status: 502, code: null, message: null, retryAfter: null };
  const { status, text } = read(outcome, answerOf(502, "<h1>Bad Gateway</h1>"));
  expect(status).toBe(502);
  expect(JSON.parse(text)).toMatchObject({ error: { message: "Bad Gateway" } });
});

test("a failure without an answer is an error of Turnout's own", () => {
  const outcome: Outcome = { kind: "connection" };
  const context = createHarness().contextFor({}, fakeResponse());
  const failure = failureOf({ outcome, verdict: "reconnect", answer: null, attempt: attemptFor("a:m") }, context, null);
  expect(failure).toMatchObject({ kind: "error", error: { code: "upstream_unreachable" }, target: "a:m" });
});

test.each([
  ["final", true],
  ["advance", false],
] as const)("a failure with the verdict %s may end a race: %s", (verdict, final) => {
  const outcome: Outcome = { kind: "status", status: 400, code: null, message: null, retryAfter: null };
  const context = createHarness().contextFor({}, fakeResponse());
  const failure = failureOf(
    { outcome, verdict, answer: answerOf(400, "{}"), attempt: attemptFor("a:m") },
    context,
    null,
  );
  expect(failure).toMatchObject({ kind: "answer", final });
});

describe("a client is told not to retry", () => {
  const limited = (retryAfter: number | null): Outcome => ({
    kind: "status",
    status: 429,
    code: null,
    message: null,
    retryAfter,
  });
  const ANSWER = '{"error":{"message":"later"}}';

  function shouldRetry(outcome: Outcome, attempts: number, verdict: Verdict, headers: readonly string[] = []) {
    const res = fakeResponse();
    const context = createHarness().contextFor({}, res);
    context.attempts = attempts;
    const answer = outcome.kind === "status" ? { status: 429, headers: [...headers], body: Buffer.from(ANSWER) } : null;
    sendFailure(context, failureOf({ outcome, verdict, answer, attempt: attemptFor("a:m") }, context, toldError));
    return res.header("x-should-retry");
  }

  test.each<readonly [string, Outcome, number, Verdict, string | null]>([
    ["after one attempt: not", limited(null), 1, "limited", null],
    ["after one attempt, and a minute's hint: not", limited(60_000), 1, "limited", null],
    ["after one attempt, and a longer hint", limited(60_001), 1, "limited", "false"],
    ["after a retry", limited(null), 2, "limited", "false"],
    ["after a retry without an answer", { kind: "connection" }, 2, "reconnect", "false"],
    ["after one attempt without an answer: not", { kind: "connection" }, 1, "reconnect", null],
    ["of a request that is at fault itself: not", limited(null), 3, "final", null],
  ])("%s", (_, outcome, attempts, verdict, expected) => {
    expect(shouldRetry(outcome, attempts, verdict)).toBe(expected);
  });

  test("whatever the upstream said", () => {
    expect(shouldRetry(limited(null), 2, "limited", ["x-should-retry", "true", "x-a", "1"])).toBe("false");
    expect(shouldRetry(limited(null), 1, "limited", ["x-should-retry", "true", "x-a", "1"])).toBe("true");
  });

  test("not by a target that could not serve the request at all", () => {
    const res = fakeResponse();
    const error = gatewayError("unsupported_endpoint", "no");
    sendFailure(createHarness().contextFor({}, res), { kind: "error", error, target: "a:m", spent: false });
    expect([res.status(), res.header("x-should-retry")]).toEqual([400, null]);
  });
});
