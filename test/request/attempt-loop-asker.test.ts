import { describe, expect, test } from "vitest";
import { gatewayError, INTERNAL } from "../../runtime/errors.ts";
import type { Outcome } from "../../runtime/failure/outcome.ts";
import { AttemptLoop } from "../../runtime/request/attempt-loop.ts";
import type { Failure } from "../../runtime/request/failure.ts";
import type { Attempt } from "../../runtime/targets/attempt.ts";
import { createHarness } from "../support/attempt-harness.ts";
import { fakeResponse } from "../support/fake-response.ts";

describe("a loop tells who asks for it", () => {
  /** A loop over targets that do what the test does with it. */
  function loop(names: readonly string[], ask: (loop: AttemptLoop, attempt: Attempt) => void) {
    const harness = createHarness({ limits: { retries: 0 } });
    const context = harness.contextFor({}, fakeResponse());
    const failures: Failure[] = [];
    const attempts = names.map((name) => harness.targets.target(name, []));
    const made: AttemptLoop = new AttemptLoop(harness.tools, context, attempts, {
      ask: (attempt) => ask(made, attempt),
      waits: () => {},
      exhausted: (failure) => void failures.push(failure),
    });
    return { ...harness, context, failures, loop: made };
  }
  const REFUSED = gatewayError("unsupported_endpoint", "There is none.");
  const UNREACHED: Outcome = { kind: "connection" };

  test("that no target takes the request", () => {
    const { loop: each, failures } = loop(["a:m", "b:m"], (self) => self.refused(REFUSED));
    each.start();
    expect(failures).toEqual([{ kind: "error", error: REFUSED, target: "b:m", spent: false }]);
  });

  test("that asking went wrong", () => {
    const { loop: each, failures } = loop(["a:m", "b:m"], () => {
      throw new Error("a bug");
    });
    each.start();
    expect(failures).toEqual([{ kind: "error", error: INTERNAL, target: "a:m", spent: false }]);
  });

  test("nothing of what a target still says when its attempt is over", () => {
    const run = loop(["a:m", "b:m"], (self, attempt) => self.begin(attempt));
    run.loop.start();
    expect(run.loop.abandon("cancelled")).toBe(true);
    run.loop.failed(UNREACHED, null);
    run.loop.broke(UNREACHED);
    run.loop.answered(200);
    expect(run.loop.abandon("cancelled")).toBe(false);
    expect(run.context).toMatchObject({ attempts: 1, tried: [{ target: "a:m", reason: "cancelled" }] });
    expect([run.failures, run.logged()]).toEqual([[], []]);
  });
});
