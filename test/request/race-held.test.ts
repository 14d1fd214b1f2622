/** A race's winner whose answer is held until it is complete, and fails before that. */
import { describe, expect, test } from "vitest";
import { arena } from "../support/arena.ts";
import { leg } from "../support/attempt-harness.ts";
import { cut, data, done, error, SILENT, wait, words } from "../support/scripted-target.ts";

const HELD = { "x-turnout-stream-recovery": "hold" };
const UNAVAILABLE = error(503);

describe("a winner that is held and fails", () => {
  const held = words(["never seen"], wait(1000), cut);

  test("is followed by the legs that have not started yet, then by the cancelled ones, in their order", async () => {
    const { race, target, advance, targets, states } = arena();
    const legs = [
      leg([target("a:m", SILENT)]),
      leg([target("b:m", SILENT)]),
      leg([target("winner:m", held)]),
      leg([target("late:m", UNAVAILABLE)], 50_000),
    ];
    const { res } = race(legs, { stream: true, headers: HELD });
    await advance(500);
    expect(states()).toEqual(["a:m given up", "b:m given up", "winner:m open"]);
    await advance(1000);
    expect(targets.order).toEqual(["a:m", "b:m", "winner:m", "late:m", "a:m", "b:m"]);
    expect(res.text()).not.toContain("never seen");
  });

  test("leaves the client to another, which then may win", async () => {
    const { race, targets, target, advance } = arena();
    const other = targets.target("b:m", [SILENT, words(["from b"], ...done)]);
    const legs = [leg([target("a:m", held)]), leg([other])];
    const { res, context } = race(legs, { stream: true, headers: HELD });
    await advance(2000);
    expect(targets.order).toEqual(["a:m", "b:m", "b:m"]);
    expect(context.target).toBe("b:m");
    expect(res.text()).toContain("from b");
    expect(res.text()).not.toContain("never seen");
  });

  test("may win again with the next target of its own leg", async () => {
    const { race, target, advance, targets, states } = arena();
    const legs = [leg([target("a:m", held), target("a:n", words(["from a"], ...done))]), leg([target("b:m", SILENT)])];
    const { res } = race(legs, { stream: true, headers: HELD });
    await advance(2000);
    expect(targets.order).toEqual(["a:m", "b:m", "a:n"]);
    expect(states()).toEqual(["a:m over", "b:m given up", "a:n over"]);
    expect(res.text()).toContain("from a");
  });

  test("and then waits for a rate limit is no winner meanwhile", async () => {
    const { race, target, targets, advance } = arena();
    const limited = data('data: {"error":{"message":"Try again in 5s","code":"rate_limit_exceeded"}}\n\n');
    const a = target("a:m", words(["never seen"], wait(1000), limited, wait(60_000)));
    const b = targets.target("b:m", [SILENT, words(["from b"], ...done)]);
    const { res, context } = race([leg([a]), leg([b])], { stream: true, headers: HELD });
    await advance(3000);
    expect(targets.order).toEqual(["a:m", "b:m", "b:m"]);
    expect(res.text()).toContain("from b");
    expect(context.target).toBe("b:m");
    await advance(10_000);
    expect(targets.order).toHaveLength(3);
  });

  test("has no successor without failure handling", async () => {
    const { race, target, advance, targets } = arena({ limits: { enabled: false } });
    const { res } = race([leg([target("a:m", held)]), leg([target("b:m", SILENT)])], { stream: true, headers: HELD });
    await advance(2000);
    expect(targets.order).toEqual(["a:m", "b:m"]);
    expect(res.status()).toBe(502);
  });
});
