/** What holds for every kind of request that has more than one target: budget, hops, hints, health, the end. */
import { describe, expect, test } from "vitest";
import { createHarness, type HarnessOptions } from "../support/attempt-harness.ts";
import { KINDS } from "../support/run-kinds.ts";
import { error, type Script, SILENT, sentTo, UNREACHABLE, wait } from "../support/scripted-target.ts";

const CLIENT_ERROR = error(400);
const UNAVAILABLE = error(503);
const LIMITED = (seconds: number) => error(429, ["retry-after", String(seconds)]);

describe.each(Object.entries(KINDS))("a request of the kind %s", (_, kind) => {
  /** A harness, and one request to targets with these scripts. */
  async function ask(scripts: Readonly<Record<string, readonly Script[]>>, options: HarnessOptions = {}) {
    const harness = createHarness(options);
    const attempts = Object.entries(scripts).map(([name, list]) => harness.targets.target(name, list, kind.target));
    const started = kind.start(harness, attempts);
    await harness.advance(0);
    const asked = () => harness.targets.asked.map(({ target, at }) => [target, at]);
    /** Another request to the same targets. */
    const again = () => kind.start(harness, attempts);
    return { ...harness, ...started, attempts, asked, again, status: () => started.res.status() };
  }

  test("is answered by its first target", async () => {
    const run = await ask({ "a:m": [kind.good], "b:m": [kind.good] });
    await run.advance(1);
    expect(run.targets.order).toEqual(["a:m"]);
    expect(run.context).toMatchObject({ target: "a:m", attempts: 1 });
    expect(run.context.tried).toMatchObject([{ target: "a:m", status: run.status(), reason: "ok" }]);
  });

  test("tries a target again that cannot be reached, then the next", async () => {
    const run = await ask({ "a:m": [UNREACHABLE], "b:m": [kind.good] });
    await run.advance(200);
    expect(run.asked().map(([target]) => target)).toEqual(["a:m", "a:m", "b:m"]);
    expect(run.asked()[1]?.[1]).toBeGreaterThanOrEqual(25);
    expect(run.context.tried).toMatchObject([
      { status: null, reason: "connection" },
      { status: null, reason: "connection" },
      { status: run.status(), reason: "ok" },
    ]);
    expect(run.context).toMatchObject({ target: "b:m", attempts: 3 });
  });

  test("counts retries anew for each target", async () => {
    const limits = { retries: 2, minRetryWait: 1 };
    const run = await ask({ "a:m": [UNAVAILABLE], "b:m": [UNAVAILABLE] }, { limits });
    await run.advance(10_000);
    expect(run.targets.order).toEqual(["a:m", "a:m", "a:m", "b:m", "b:m", "b:m"]);
    // The first wait is one second, the second two.
    const [first = 0, second = 0, third = 0] = run.asked().map(([, at]) => Number(at));
    expect([second - first, third - second].map((ms) => Math.round(ms / 1000))).toEqual([1, 2]);
  });

  test("returns the last target's error when none is left", async () => {
    const scripts = { "a:m": [error(502, [], "one")], "b:m": [error(503, [], "two")] };
    const run = await ask(scripts, { limits: { retries: 0 } });
    await run.advance(100);
    expect(run.targets.order).toEqual(["a:m", "b:m"]);
    expect([run.status(), run.context.target]).toEqual([503, "b:m"]);
    expect(run.res.text()).toContain("two");
    expect(run.res.header("x-turnout-attempts")).toBe("2");
  });

  test("tries no other target if the request itself is at fault", async () => {
    const run = await ask({ "a:m": [CLIENT_ERROR], "b:m": [kind.good] });
    await run.advance(10_000);
    expect(run.targets.order).toEqual(["a:m"]);
    expect(run.status()).toBe(400);
  });

  test("starts no attempt when its budget is used up", async () => {
    const limits = { retries: 50, minRetryWait: 1, totalTimeoutBudget: 8 };
    const run = await ask({ "a:m": [UNAVAILABLE], "b:m": [UNAVAILABLE] }, { limits });
    await run.advance(120_000);
    expect(run.targets.order.length).toBeGreaterThan(2);
    expect(Math.max(...run.asked().map(([, at]) => Number(at)))).toBeLessThan(8000);
    expect(run.status()).toBe(503);
    expect(run.res.calls.filter((call) => call.startsWith("head"))).toEqual(["head 503"]);
  });

  test("moves on to no more targets than max_failover_hops", async () => {
    const scripts = { "a:m": [UNAVAILABLE], "b:m": [UNAVAILABLE], "c:m": [UNAVAILABLE], "d:m": [kind.good] };
    const run = await ask(scripts, { limits: { retries: 0, maxFailoverHops: 2 } });
    await run.advance(1000);
    expect(run.targets.order).toEqual(["a:m", "b:m", "c:m"]);
    expect(run.status()).toBe(503);
  });

  test("waits for as long as the upstream asks, and then tries it again", async () => {
    const run = await ask({ "a:m": [LIMITED(3), kind.good], "b:m": [kind.good] });
    await run.advance(2900);
    expect(run.targets.order).toEqual(["a:m"]);
    await run.advance(500);
    expect(run.targets.order).toEqual(["a:m", "a:m"]);
    expect(run.context.tried.map(({ reason }) => reason)).toEqual(["broken", "ok"]);
  });

  test("trusts a hint once if another target is left, and each target's own", async () => {
    const run = await ask({ "a:m": [LIMITED(1)], "b:m": [LIMITED(1)], "c:m": [kind.good] });
    await run.advance(5000);
    expect(run.targets.order).toEqual(["a:m", "a:m", "b:m", "b:m", "c:m"]);
  });

  test("does not wait longer than allowed, and the next request tries the limited target last", async () => {
    const run = await ask({ "a:m": [LIMITED(60)], "b:m": [kind.good] });
    await run.advance(100);
    expect(run.targets.order).toEqual(["a:m", "b:m"]);
    run.again();
    await run.advance(100);
    expect(run.targets.order).toEqual(["a:m", "b:m", "b:m"]);
    await run.advance(60_000);
    run.again();
    await run.advance(100);
    expect(run.targets.order).toEqual(["a:m", "b:m", "b:m", "a:m", "b:m"]);
  });

  test("tries other targets first while a circuit is open, and one request probes it", async () => {
    const slow = [wait(1000), ...kind.good];
    const run = await ask(
      { "a:m": [UNREACHABLE, UNREACHABLE, slow], "b:m": [kind.good] },
      { breaker: { failureThreshold: 2 } },
    );
    await run.advance(100);
    expect(run.targets.order).toEqual(["a:m", "a:m", "b:m"]);
    run.again();
    await run.advance(100);
    expect(run.targets.order.slice(3)).toEqual(["b:m"]);
    await run.advance(20_000);
    run.again();
    await run.advance(10);
    expect(run.targets.order[4]).toBe("a:m");
    const [a] = run.attempts;
    expect(a !== undefined && run.health.healthy(a)).toBe(false);
    await run.advance(1500);
    expect(a !== undefined && run.health.healthy(a)).toBe(true);
    expect(run.health.snapshot().circuits).toEqual([]);
  });

  test("remembers a dead key", async () => {
    const run = await ask({ "a:m": [error(401)], "b:m": [kind.good] });
    await run.advance(100);
    run.again();
    await run.advance(100);
    expect(run.targets.order).toEqual(["a:m", "b:m", "b:m"]);
    expect(run.health.snapshot().dead_keys).toMatchObject([{ instance: "a.1" }]);
  });

  test("gives a silent target two thirds of its budget, then tries the next", async () => {
    const run = await ask({ "a:m": [SILENT], "b:m": [kind.good] }, { limits: { totalTimeoutBudget: 9 } });
    await run.advance(5900);
    expect(run.targets.order).toEqual(["a:m"]);
    await run.advance(200);
    expect(run.targets.order).toEqual(["a:m", "b:m"]);
    expect(run.targets.asked[0]?.state).toBe("given up");
    expect(run.context.tried.map(({ reason }) => reason)).toEqual(["header_timeout", "ok"]);
  });

  test("gives a later target two thirds of what is left then, and counts its time from its own start", async () => {
    const failing = [wait(3000), ...UNAVAILABLE];
    const scripts = { "a:m": [failing], "b:m": [SILENT], "c:m": [kind.good] };
    const run = await ask(scripts, { limits: { retries: 0, totalTimeoutBudget: 9 } });
    await run.advance(6900);
    expect(run.targets.order).toEqual(["a:m", "b:m"]);
    await run.advance(300);
    expect(run.targets.order).toEqual(["a:m", "b:m", "c:m"]);
    expect(run.context.tried.map(({ ms }) => Math.round(ms / 1000))).toEqual([3, 4, 0]);
  });

  test.each([
    ["there is no other", { "a:m": [SILENT] }, {}],
    ["no hop is left", { "a:m": [SILENT], "b:m": [kind.good] }, { maxFailoverHops: 0 }],
    ["failures are not handled", { "a:m": [SILENT], "b:m": [kind.good] }, { enabled: false }],
  ])("gives its target the whole budget if %s", async (_, scripts, limits) => {
    const run = await ask(scripts, { limits: { totalTimeoutBudget: 9, ...limits } });
    await run.advance(119_000);
    expect(run.targets.asked[0]?.state).toBe("open");
    await run.advance(2000);
    expect(run.targets.asked[0]?.state).toBe("given up");
    expect(run.targets.order).toEqual(["a:m"]);
    expect(run.status()).toBe(504);
  });

  test("that is too long for a target is not sent to one whose window is no larger", async () => {
    const harness = createHarness();
    const windows = { a: 1000, b: 500, c: 5000 };
    const attempts = Object.entries(windows).map(([name, window]) => {
      const script = name === "c" ? kind.good : error(400, [], "context_length_exceeded");
      return harness.targets.target(`${name}:m`, [script], {
        ...kind.target,
        backend: { contextWindows: { m: window } },
      });
    });
    kind.start(harness, attempts);
    await harness.advance(100);
    expect(harness.targets.order).toEqual(["a:m", "c:m"]);
  });

  test("moves a target back if another request has meanwhile found that it is limited", async () => {
    const failing = [wait(1000), ...UNAVAILABLE];
    const scripts = { "a:m": [failing], "b:m": [LIMITED(60)], "c:m": [kind.good] };
    const run = await ask(scripts, { limits: { retries: 0 } });
    kind.start(run, run.attempts.slice(1, 2));
    await run.advance(1500);
    expect(run.targets.order).toEqual(["a:m", "b:m", "c:m"]);
    expect(run.context.tried.map(({ target }) => target)).toEqual(["a:m", "c:m"]);
  });

  test("makes one attempt, in the order of its route, without failure handling", async () => {
    const limits = { enabled: false };
    const run = await ask({ "a:m": [LIMITED(60)], "b:m": [kind.good] }, { limits });
    await run.advance(100);
    run.again();
    await run.advance(100);
    expect(run.targets.order).toEqual(["a:m", "a:m"]);
  });

  test("whose client leaves ends its attempt, and says nothing about the target", async () => {
    const run = await ask({ "a:m": [UNREACHABLE, SILENT], "b:m": [kind.good] }, { breaker: { failureThreshold: 1 } });
    await run.advance(30);
    // The circuit is open; after its time one request at a time may probe the target.
    run.run.cancel();
    await run.advance(20_000);
    const probe = run.again();
    await run.advance(10);
    expect(run.targets.asked.at(-1)).toMatchObject({ target: "a:m", state: "open" });
    expect(run.health.healthy(run.attempts[0] ?? run.targets.target("a:m", []))).toBe(false);
    probe.run.cancel();
    expect(run.targets.asked.at(-1)?.state).toBe("given up");
    expect(run.health.healthy(run.attempts[0] ?? run.targets.target("a:m", []))).toBe(true);
    expect(probe.context.tried).toMatchObject([{ target: "a:m", status: null, reason: "cancelled" }]);
    await run.advance(200_000);
    expect(probe.res.calls).toEqual([]);
  });

  test("whose client leaves during a wait makes no further attempt", async () => {
    const run = await ask({ "a:m": [LIMITED(3), kind.good], "b:m": [kind.good] });
    await run.advance(1000);
    run.run.cancel();
    expect(run.clock.pending).toBe(0);
    await run.advance(10_000);
    expect(run.targets.order).toEqual(["a:m"]);
    expect(run.context.tried).toHaveLength(1);
  });

  test("is logged with what follows each failure", async () => {
    const run = await ask({ "a:m": [UNAVAILABLE], "b:m": [CLIENT_ERROR] });
    await run.advance(5000);
    const failures = run.logged().filter(({ event }) => event === "attempt_failed");
    expect(failures.map(({ target, reason, status, next }) => [target, reason, status, next])).toEqual([
      ["a:m", "broken", 503, "retry"],
      ["a:m", "broken", 503, "advance"],
      ["b:m", "broken", 400, "finish"],
    ]);
  });

  test("fails alone if our code throws", async () => {
    const harness = createHarness();
    const target = harness.targets.target("a:m", [kind.good], kind.target);
    const broken = {
      ...target,
      endpoint: {
        ...target.endpoint,
        get path(): string {
          throw new Error("a bug");
        },
      },
    };
    const { res, context } = kind.start(harness, [broken]);
    await harness.advance(100);
    expect([res.status(), context.target]).toEqual([500, "a:m"]);
    expect(res.text()).toContain("internal_error");
    expect(harness.logged()).toMatchObject([
      { level: "error", event: "internal_error", id: context.id, message: "Error: a bug" },
    ]);
  });
});

test("each attempt gets its own target's model", async () => {
  const harness = createHarness({ limits: { retries: 0 } });
  const attempts = ["a:one", "b:two"].map((name) => harness.targets.target(name, [UNAVAILABLE]));
  harness.ask(attempts);
  await harness.advance(100);
  expect(harness.targets.asked.map((asked) => sentTo(asked).model)).toEqual(["one", "two"]);
});
