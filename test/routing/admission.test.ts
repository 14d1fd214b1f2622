/** Which targets a request goes through if some of them are there for certain failures only. */
import { expect, test } from "vitest";
import type { FailureKind } from "../../runtime/contract/failure-kind.ts";
import type { Outcome } from "../../runtime/failure/outcome.ts";
import { admits } from "../../runtime/routing/admission.ts";
import { AttemptCursor } from "../../runtime/routing/attempt-cursor.ts";
import type { Attempt } from "../../runtime/targets/attempt.ts";
import { attemptFor } from "../support/attempts.ts";
import { failureLimits } from "../support/play-attempts.ts";

function status(code: number, error: string | null = null): Outcome {
  return { kind: "status", status: code, code: error, message: null, retryAfter: null };
}

const OUTCOMES = {
  context: status(400, "context_length_exceeded"),
  filter: status(400, "content_filter"),
  limit: status(429),
  down: status(503),
  bad: status(400),
  silent: { kind: "timeout", of: "header" },
} as const satisfies Record<string, Outcome>;
type Failure = keyof typeof OUTCOMES;

/** `b on context+timeout`; attempts with the same text are keys of one element. */
function attemptsOf(texts: readonly string[]): readonly Attempt[] {
  const lists = new Map<string, readonly FailureKind[]>();
  return texts.map((text) => {
    const [name = "", kinds] = text.split(" on ");
    const list = lists.get(text) ?? (kinds?.split("+") as readonly FailureKind[] | undefined);
    if (list !== undefined) lists.set(text, list);
    return { ...attemptFor(`${name}:m`), rules: list === undefined ? null : { on: [list] } };
  });
}

/** The targets that are asked; each fails as the script says. `ill` are ordered behind the others. */
function asked(texts: readonly string[], script: readonly Failure[], ill: readonly string[] = []): string {
  const isIll = ({ endpoint }: Attempt) => ill.includes(endpoint.label);
  const health = {
    order: (all: readonly Attempt[]): readonly Attempt[] => [
      ...all.filter((each) => !isIll(each)),
      ...all.filter(isIll),
    ],
  } as ConstructorParameters<typeof AttemptCursor>[0]["health"];
  const limits = { ...failureLimits, retries: 0 };
  const cursor = new AttemptCursor({ limits, random: () => 0, health }, attemptsOf(texts));
  cursor.next();
  const names = [cursor.current?.endpoint.label];
  for (const failure of script) {
    const { step } = cursor.after({ outcome: OUTCOMES[failure], repeatable: true, elapsed: 0, attempts: 1 });
    if (step.kind === "finish") return `${names.join(" ")}.`;
    names.push(cursor.current?.endpoint.label);
  }
  return names.join(" ");
}

test.each<readonly [readonly string[], readonly Failure[], string]>([
  [["a", "b on context"], ["context"], "a b"],
  [["a", "b on context"], ["limit"], "a."],
  [["a", "b on context+rate_limit"], ["limit"], "a b"],
  [["a", "b on rate_limit", "c on context"], ["context"], "a c"],
  [["a", "b on rate_limit", "c"], ["context", "limit"], "a c."],
  [["a", "b", "c on context"], ["limit", "context"], "a b c"],
  [["a", "b on context", "c on context"], ["context", "limit"], "a b."],
  // Another key of an element has no failure to wait for.
  [["a", "b on context", "b on context", "c on timeout"], ["context", "limit", "silent"], "a b b c"],
  // A content filter ends a request that has nothing for it.
  [["a", "b"], ["filter"], "a."],
  [["a", "b on content_filter"], ["filter"], "a b"],
  [["a", "a", "b", "c on content_filter"], ["filter"], "a c"],
  [["a", "b on content_filter", "b on content_filter"], ["filter", "filter"], "a b."],
  [["a", "b on content_filter", "c on content_filter"], ["filter", "filter"], "a b c"],
  [["a", "b on content_filter", "b on content_filter"], ["filter", "limit"], "a b b"],
  // The request itself is at fault.
  [["a", "b on content_filter+context"], ["bad"], "a."],
  // What stands before it was too small for the request.
  [["b on rate_limit", "c on context", "d"], [], "c"],
  [["b on rate_limit", "c"], [], "c"],
  [["b on rate_limit"], [], "b"],
])("%j fails with %j: %s", (texts, script, order) => {
  expect(asked(texts, script)).toBe(order);
});

test("a target that is ill is not replaced by one that waits for a failure", () => {
  expect(asked(["a", "b on rate_limit", "c"], ["limit"], ["a"])).toBe("c b");
  expect(asked(["a", "b on rate_limit"], ["down"], ["a"])).toBe("a.");
});

test("what a first failure passes over can follow another one of the same target", () => {
  const health = { order: (all: readonly Attempt[]) => all } as ConstructorParameters<
    typeof AttemptCursor
  >[0]["health"];
  const cursor = new AttemptCursor(
    { limits: failureLimits, random: () => 0, health },
    attemptsOf(["a", "b on context"]),
  );
  cursor.next();
  expect(cursor.after({ outcome: OUTCOMES.down, repeatable: true, elapsed: 0, attempts: 1 }).step.kind).toBe("retry");
  expect(cursor.after({ outcome: OUTCOMES.context, repeatable: true, elapsed: 0, attempts: 1 }).step.kind).toBe(
    "advance",
  );
});

test("only a target that may follow silence leaves the time for it, and only one for refused requests follows those", () => {
  const cursorOf = (...texts: readonly string[]) => {
    const health = { order: (all: readonly Attempt[]) => all } as ConstructorParameters<
      typeof AttemptCursor
    >[0]["health"];
    const cursor = new AttemptCursor({ limits: failureLimits, random: () => 0, health }, attemptsOf(texts));
    cursor.next();
    return [cursor.mayAdvance, cursor.hasNext, cursor.next()?.endpoint.label];
  };
  expect(cursorOf("a", "b on context")).toEqual([false, false, undefined]);
  expect(cursorOf("a", "b on timeout")).toEqual([true, false, undefined]);
  expect(cursorOf("a", "b on context", "c")).toEqual([true, true, "c"]);
  expect(cursorOf("a", "b on unprocessable")).toEqual([false, true, "b"]);
});

test("an element of a failover route inside of a group needs both failures from outside, and its own from inside", () => {
  const [outer, inner]: readonly (readonly FailureKind[])[] = [["context"], ["rate_limit"]];
  if (outer === undefined || inner === undefined) throw new Error("two lists");
  const before = attemptFor("a:m");
  const first = { ...before, rules: { on: [outer] } };
  const second = { ...before, rules: { on: [outer, inner] } };
  expect(admits(first, "context", before)).toBe(true);
  expect(admits(second, "context", before)).toBe(false);
  expect(admits(second, "rate_limit", before)).toBe(false);
  expect(admits(second, "rate_limit", first)).toBe(true);
  expect(admits(second, "context", first)).toBe(false);
});
