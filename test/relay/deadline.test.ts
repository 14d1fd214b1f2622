import { describe, expect, test } from "vitest";
import { Deadline } from "../../runtime/relay/deadline.ts";
import type { Limits } from "../../runtime/routing/limits.ts";
import { fakeClock } from "../support/fake-clock.ts";

/** An attempt with these limits, and which of them passed when. */
function attempt(limits: Partial<Limits>) {
  const clock = fakeClock();
  clock.advance(5000);
  const passed: string[] = [];
  const all = { header: null, firstToken: null, total: null, ...limits } as Limits;
  const deadline = new Deadline(clock, all, (of) => passed.push(`${of} ${clock.now() - 5000}`));
  return { clock, passed, deadline };
}

describe("an attempt", () => {
  test.each<readonly [string, Partial<Limits>, string]>([
    ["without headers", { header: 3, firstToken: 5, total: 9 }, "header 3"],
    ["without a first token", { header: 7, firstToken: 5, total: 9 }, "first_token 5"],
    ["without an end", { header: 9, firstToken: 8, total: 7 }, "total 7"],
    ["with only one limit", { header: 3 }, "header 3"],
    ["whose limits are all the same: the last is meant", { header: 4, firstToken: 4, total: 4 }, "total 4"],
  ])("ends at the first of its limits that passes: %s", (_, limits, expected) => {
    const { clock, passed } = attempt(limits);
    clock.advance(100);
    expect(passed).toEqual([expected]);
  });

  test("that has answered has its next limit, counted from its start", () => {
    const { clock, passed, deadline } = attempt({ header: 5, firstToken: 20, total: 30 });
    clock.advance(4);
    deadline.answered(true);
    clock.advance(15);
    expect(passed).toEqual([]);
    clock.advance(1);
    expect(passed).toEqual(["first_token 20"]);
  });

  test("that has answered in one piece has no first token to wait for", () => {
    const { clock, passed, deadline } = attempt({ header: 5, firstToken: 20, total: 30 });
    deadline.answered(false);
    clock.advance(100);
    expect(passed).toEqual(["total 30"]);
  });

  test("that has spoken only has its last limit, if any", () => {
    const { clock, passed, deadline } = attempt({ header: 5, firstToken: 20, total: 30 });
    deadline.answered(true);
    clock.advance(10);
    deadline.spoke();
    clock.advance(100);
    expect(passed).toEqual(["total 30"]);
    const free = attempt({ header: 5, firstToken: 20 });
    free.deadline.spoke();
    free.clock.advance(100);
    expect(free.passed).toEqual([]);
  });

  test("that is over has none", () => {
    const { clock, passed, deadline } = attempt({ total: 30 });
    deadline.cancel();
    expect(clock.pending).toBe(0);
    clock.advance(100);
    expect(passed).toEqual([]);
  });
});
