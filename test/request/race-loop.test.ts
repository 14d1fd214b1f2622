/** The race without sockets: which leg may answer, which is cancelled, when each is asked, and what is reported to health. */
import { describe, expect, test } from "vitest";
import { createRun } from "../../runtime/request/run.ts";
import { arena } from "../support/arena.ts";
import { bodyOf, leg } from "../support/attempt-harness.ts";
import { fakeResponse } from "../support/fake-response.ts";
import { answer, COMPLETION, done, error, SILENT, UNREACHABLE, wait, word, words } from "../support/scripted-target.ts";

const UNAVAILABLE = error(503);

describe("the first leg with output", () => {
  test("answers; the others are cancelled, whatever they have sent", async () => {
    const { race, target, advance, states } = arena();
    const role = words([], wait(5000));
    const legs = [
      leg([target("a:m", SILENT)]),
      leg([target("b:m", role)]),
      leg([target("c:m", words([], wait(1000), word("hi"), ...done))]),
    ];
    const { res, context } = race(legs, { stream: true });
    await advance(900);
    expect(states()).toEqual(["a:m open", "b:m open", "c:m open"]);
    await advance(200);
    expect(states()).toEqual(["a:m given up", "b:m given up", "c:m over"]);
    expect(res.text()).toContain('"hi"');
    expect(res.header("x-turnout-route")).toBe("c:m");
    expect(context.tried.map(({ target, reason }) => `${target} ${reason}`).sort()).toEqual([
      "a:m cancelled",
      "b:m cancelled",
      "c:m ok",
    ]);
  });

  test("leaves the others' circuits as they were: their probes are available to the next request", async () => {
    const { race, target, advance, health, ask } = arena({ breaker: { failureThreshold: 1 } });
    const a = target("a:m", UNREACHABLE);
    ask([a]);
    await advance(21_000);
    const slow = target("a:m", SILENT);
    expect(health.healthy(slow)).toBe(true);
    race([leg([slow]), leg([target("b:m", words([], wait(300), word("hi"), ...done))])], { stream: true });
    await advance(100);
    expect(health.healthy(slow)).toBe(false);
    await advance(500);
    expect(health.healthy(slow)).toBe(true);
    expect(health.snapshot().circuits).toMatchObject([{ target: "a:m", state: "half_open" }]);
  });

  test("is the only one whose output counts, even if another has output at the same moment", async () => {
    const { race, target, advance, states } = arena();
    const speaks = (text: string) => words([text], wait(1000), ...done);
    const { res } = race([leg([target("a:m", speaks("first"))]), leg([target("b:m", speaks("second"))])], {
      stream: true,
    });
    await advance(2000);
    expect(states()).toEqual(["a:m over", "b:m given up"]);
    expect(res.text()).toContain("first");
    expect(res.text()).not.toContain("second");
  });

  test("prevents later legs from starting", async () => {
    const { race, target, advance, targets, clock } = arena();
    const legs = [leg([target("a:m", words(["hi"], wait(5000), ...done))]), leg([target("b:m", SILENT)], 60_000)];
    race(legs, { stream: true });
    await advance(6000);
    expect(clock.pending).toBe(0);
    await advance(60_000);
    expect(targets.order).toEqual(["a:m"]);
  });
});

describe("legs start", () => {
  test("each at its time", async () => {
    const { race, target, advance, times } = arena();
    race([leg([target("a:m", SILENT)]), leg([target("b:m", SILENT)], 500), leg([target("c:m", SILENT)], 2000)]);
    await advance(3000);
    expect(times()).toEqual(["a:m 0", "b:m 500", "c:m 2000"]);
  });

  test("at once if the previous one fails, and later ones still at their own time", async () => {
    const { race, target, advance, times, clock } = arena();
    const failing = [wait(200), ...UNAVAILABLE];
    const legs = [
      leg([target("a:m", failing)]),
      leg([target("b:m", SILENT)], 5000),
      leg([target("c:m", SILENT)], 6000),
    ];
    race(legs);
    await advance(7000);
    expect(times()).toEqual(["a:m 0", "b:m 200", "c:m 6000"]);
    const before = clock.pending;
    const other = race(legs);
    await advance(300);
    other.run.cancel();
    // What is still to be logged has a timer too.
    await advance(2000);
    expect(clock.pending).toBe(before);
  });

  test("at once if the previous one waits for a retry", async () => {
    const { race, target, advance, times, targets } = arena();
    const a = targets.target("a:m", [error(429, ["retry-after", "2"]), SILENT]);
    race([leg([a]), leg([target("b:m", SILENT)], 5000)]);
    await advance(3000);
    expect(times()).toEqual(["a:m 0", "b:m 0", "a:m 2000"]);
  });

  test("with their own failover, each with its own hops", async () => {
    const { race, target, advance, targets } = arena({ limits: { maxFailoverHops: 1 } });
    const fails = (name: string) => target(name, UNAVAILABLE);
    race([leg([fails("a:1"), fails("a:2"), fails("a:3")]), leg([fails("b:1"), fails("b:2"), fails("b:3")], 100)]);
    await advance(1000);
    expect(targets.order).toEqual(["a:1", "a:2", "b:1", "b:2"]);
  });

  test("not when the request's time is up", async () => {
    const { race, target, advance, targets } = arena({ limits: { totalTimeoutBudget: 4 } });
    const failing = [wait(5000), ...UNAVAILABLE];
    const { res } = race([leg([target("a:m", failing)]), leg([target("b:m", SILENT)], 60_000)]);
    await advance(70_000);
    expect(targets.order).toEqual(["a:m"]);
    expect(res.status()).toBe(503);
  });

  test("not when the client has left", async () => {
    const { race, target, advance, states, clock, health } = arena({ breaker: { failureThreshold: 1 } });
    const legs = [leg([target("a:m", SILENT)]), leg([target("b:m", SILENT)]), leg([target("c:m", SILENT)], 1000)];
    const { run, res } = race(legs);
    await advance(100);
    run.cancel();
    expect(clock.pending).toBe(0);
    expect(states()).toEqual(["a:m given up", "b:m given up"]);
    await advance(10_000);
    expect(states()).toHaveLength(2);
    expect(res.calls).toEqual([]);
    expect(health.snapshot().circuits).toEqual([]);
  });

  test("with their branch's limit until the first output", async () => {
    const { race, target, advance, states } = arena();
    race([leg([target("a:m", words([], wait(9000)))], 0, 1500), leg([target("b:m", SILENT)], 8000)], { stream: true });
    await advance(1400);
    expect(states()).toEqual(["a:m open"]);
    await advance(200);
    expect(states()).toEqual(["a:m given up", "b:m open"]);
  });
});

describe("when legs fail", () => {
  test("the last failure is the answer", async () => {
    const { race, target, advance } = arena();
    const legs = [
      leg([target("a:m", error(500, [], "first"))]),
      leg([target("b:m", [wait(100), ...error(503, [], "last")])]),
    ];
    const { res, context } = race(legs);
    await advance(300);
    expect([res.status(), context.target]).toEqual([503, "b:m"]);
    expect(res.text()).toContain("last");
  });

  test("an error that is the client's fault is the answer, unless another leg that has started answers", async () => {
    const { race, target, advance, targets } = arena();
    const legs = () => [
      leg([target("a:m", [wait(100), ...error(400, [], "refused")])]),
      leg([target("b:m", [wait(300), ...UNAVAILABLE])]),
      leg([target("c:m", SILENT)], 1000),
    ];
    const { res } = race(legs());
    await advance(5000);
    expect(targets.order).toEqual(["a:m", "b:m"]);
    expect(res.status()).toBe(400);
    const second = race([...legs().slice(0, 1), leg([target("d:m", [wait(300), ...answer(COMPLETION)])])]);
    await advance(5000);
    expect([second.res.status(), second.context.target]).toEqual([200, "d:m"]);
  });

  test("every upstream is cancelled or done", async () => {
    const { race, target, advance, targets } = arena();
    const broken = words([], { kind: "data", text: "data: {broken\n\n" }, wait(60_000));
    const { res } = race(
      [leg([target("a:m", broken)]), leg([target("b:m", words(["hi"], wait(500), ...done))], 1000)],
      {
        stream: true,
      },
    );
    await advance(100);
    expect(targets.asked.map(({ state }) => state)).toEqual(["given up", "open"]);
    await advance(2000);
    expect(res.text()).toContain('"hi"');
    expect(targets.asked.map(({ state }) => state)).toEqual(["given up", "over"]);
  });
});

test("a client that wants no stream gets the winner's answer in one piece, and the losers are cancelled", async () => {
  const { race, target, advance, states } = arena();
  const { res } = race([leg([target("a:m", SILENT)]), leg([target("b:m", words(["one", " two"], ...done))])]);
  await advance(500);
  expect(states()).toEqual(["a:m given up", "b:m over"]);
  expect(JSON.parse(res.text())).toMatchObject({ choices: [{ message: { content: "one two" } }] });
});

describe("a race", () => {
  test("that nobody has won yet has no usage, and ends with its client", async () => {
    const { race, target, advance, states, clock } = arena();
    const { run } = race([leg([target("a:m", SILENT)]), leg([target("b:m", SILENT)])], { stream: true });
    await advance(500);
    expect(run.usage).toBeNull();
    run.cancel();
    expect(states()).toEqual(["a:m given up", "b:m given up"]);
    await advance(2000);
    expect(clock.pending).toBe(0);
  });

  test("goes on if a leg waits to try its target again and no other is left to start", async () => {
    const { race, targets, advance, logged } = arena({ limits: { retries: 1 } });
    const again = targets.target("a:m", [[wait(100), ...UNAVAILABLE], words(["hi"], ...done)]);
    const { res } = race([leg([again]), leg([targets.target("b:m", [SILENT])])], { stream: true });
    await advance(5000);
    expect(targets.order).toEqual(["a:m", "b:m", "a:m"]);
    expect(res.text()).toContain('"hi"');
    expect(logged().map(({ event }) => event)).toEqual(["attempt_failed"]);
  });

  test("sends no head while all legs wait for a rate limit, so that the client gets the status of what follows", async () => {
    const { race, targets, advance } = arena({ limits: { retries: 1 } });
    const limited = (name: string) => leg([targets.target(name, [error(429, ["retry-after", "20"]), error(400)])]);
    const { res } = race([limited("a:m"), limited("b:m")], { stream: true });
    await advance(19_000);
    expect(targets.order).toEqual(["a:m", "b:m"]);
    expect(res.calls).toEqual([]);
    await advance(3000);
    expect(res.calls[0]).toBe("head 400");
  });

  test("starts no leg when its budget is used up", async () => {
    const { race, target, advance, times } = arena({ limits: { totalTimeoutBudget: 9 } });
    const until = (ms: number) => target("a:m", [wait(ms), ...UNAVAILABLE]);
    race([leg([until(9000)]), leg([target("b:m", SILENT)], 60_000)]);
    await advance(10_000);
    expect(times()).toEqual(["a:m 0"]);
    race([leg([until(8999)]), leg([target("b:m", SILENT)], 60_000)]);
    await advance(10_000);
    expect(times()).toHaveLength(3);
  });

  test("is tried leg by leg by a server that has no races", async () => {
    const { tools, targets, target, contextFor, advance } = arena();
    const res = fakeResponse();
    const legs = [leg([target("a:m", UNAVAILABLE)]), leg([target("b:m", answer(COMPLETION))])];
    const prepared = { kind: "race", body: bodyOf({ model: "route" }), legs } as const;
    createRun({ ...tools, createRace: null }, contextFor({}, res), prepared).start();
    expect(targets.order).toEqual(["a:m", "b:m"]);
    await advance(100);
    expect(res.text()).toBe(COMPLETION);
  });
});
