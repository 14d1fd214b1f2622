import { expect, test } from "vitest";
import type { Outcome } from "../../runtime/failure/outcome.ts";
import { AttemptCursor } from "../../runtime/routing/attempt-cursor.ts";
import { expand } from "../../runtime/routing/expand/expand.ts";
import type { Attempt } from "../../runtime/targets/attempt.ts";
import { failureLimits } from "../support/play-attempts.ts";
import { backendsWith, counters, endpointsOf, failover, target } from "../support/routes.ts";

const BROKEN: Outcome = { kind: "connection" };

/** Two targets, both well. */
function attempts(): readonly Attempt[] {
  const expanded = expand({
    route: failover("ordered", target("one", "a"), target("one", "b")),
    endpoints: endpointsOf(backendsWith()),
    defaultBackend: null,
    counters: counters(),
    random: () => 0,
    session: null,
    fits: null,
  });
  return expanded.kind === "attempts" ? expanded.attempts : [];
}

function cursorOf(targets = attempts(), limits: Partial<typeof failureLimits> = {}) {
  const health = { order: (all: readonly Attempt[]) => all } as ConstructorParameters<
    typeof AttemptCursor
  >[0]["health"];
  const cursor = new AttemptCursor({ limits: { ...failureLimits, ...limits }, random: () => 0, health }, targets);
  return {
    cursor,
    fail: (repeatable = true, outcome = BROKEN) => cursor.after({ outcome, repeatable, attempts: 1, elapsed: 0 }),
  };
}

test("stands before the first target at the start, and on none behind the last", () => {
  const targets = attempts();
  const { cursor } = cursorOf(targets);
  expect(cursor.current).toBeNull();
  expect([cursor.next(), cursor.next(), cursor.next()]).toEqual([...targets, null]);
  expect(cursor.hasNext).toBe(false);
});

test("a target has its tries, then the next has as many", () => {
  const { cursor, fail } = cursorOf();
  cursor.next();
  const models = () => [fail().step.kind, cursor.current?.model];
  expect([models(), models(), models(), models()]).toEqual([
    ["retry", "a"],
    ["advance", "b"],
    ["retry", "b"],
    ["finish", "b"],
  ]);
});

test("what cannot be sent again ends the request, whatever the failure means", () => {
  const { cursor, fail } = cursorOf();
  cursor.next();
  expect(fail(false)).toEqual({ verdict: "reconnect", step: { kind: "finish" } });
  expect(cursor.current?.model).toBe("a");
});

test("only an answer says how long to wait", () => {
  const { cursor, fail } = cursorOf();
  cursor.next();
  expect(fail().step).toEqual({ kind: "retry", waitMs: 25, hinted: false });
});

test("hops are bounded", () => {
  const { cursor, fail } = cursorOf(attempts(), { maxFailoverHops: 0, retries: 0 });
  cursor.next();
  expect([cursor.hasNext, cursor.mayAdvance]).toEqual([true, false]);
  expect(fail().step).toEqual({ kind: "finish" });
});
