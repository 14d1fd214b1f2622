import { describe, expect, test } from "vitest";
import { attemptFor } from "../../support/attempts.ts";
import { startHealth } from "../../support/health.ts";
import { answers } from "../../support/play-attempts.ts";

const A = "openai:gpt-4o";
const DOWN = answers(503);
const nothing = { circuits: [], cooldowns: [], dead_keys: [] };

describe("with everything healthy", () => {
  test("the same list of attempts is returned", () => {
    const { health } = startHealth();
    const attempts = [attemptFor(A), attemptFor("b:m")];
    expect(health.order(attempts)).toBe(attempts);
    expect(health.healthy(attemptFor(A))).toBe(true);
    expect(health.snapshot()).toEqual(nothing);
  });

  test("no name is made for an attempt that goes well", () => {
    const { health } = startHealth();
    const attempt = Object.defineProperty({ ...attemptFor(A) }, "model", {
      get: () => {
        throw new Error("looked at");
      },
    });
    health.started(attempt);
    health.order([attempt, attempt]);
    health.succeeded(attempt);
    health.released(attempt);
    health.failed(attempt, answers(400));
  });

  test("failures that are the request's fault change nothing", () => {
    const { health, fail, logged } = startHealth();
    for (const status of [400, 404, 413, 422]) for (let i = 0; i < 5; i++) fail(A, answers(status));
    expect(health.snapshot()).toEqual(nothing);
    expect(logged()).toEqual([]);
  });
});

describe("a circuit", () => {
  test("opens after consecutive failures, is reported once, and puts its target last", () => {
    const { health, fail, healthy, order, logged, published, clock } = startHealth();
    fail(A, DOWN);
    fail(A, { kind: "connection" });
    expect(healthy(A)).toBe(true);
    expect(health.snapshot().circuits).toEqual([
      { target: A, state: "closed", failures: 2, reason: "connection", retry_in: 0 },
    ]);
    expect(logged()).toEqual([]);
    fail(A, { kind: "timeout", of: "header" });
    fail(A, DOWN);
    expect(logged()).toEqual([
      { level: "warn", event: "circuit_opened", target: A, failures: 3, seconds: 20, reason: "header_timeout" },
    ]);
    const until = clock.wall() + 20_000;
    expect(published).toEqual([{ kind: "circuit_opened", target: A, failures: 3, until, reason: "header_timeout" }]);
    expect(order(A, "b:m", "openai:other")).toEqual(["b:m", "openai:other", A]);
    expect(health.snapshot().circuits).toEqual([
      { target: A, state: "open", failures: 3, reason: "header_timeout", retry_in: 20 },
    ]);
  });

  test("counts anew after a success", () => {
    const { health, fail, answer, healthy } = startHealth();
    for (let i = 0; i < 5; i++) {
      fail(A, DOWN);
      fail(A, DOWN);
      answer(A);
    }
    expect(healthy(A)).toBe(true);
    expect(health.snapshot()).toEqual(nothing);
  });

  test("takes one probe when its time is over, and closes with it", () => {
    const { health, fail, healthy, logged, published, clock } = startHealth();
    for (let i = 0; i < 3; i++) fail(A, DOWN);
    clock.advance(19_999);
    expect(healthy(A)).toBe(false);
    expect(health.snapshot().circuits).toMatchObject([{ state: "open", retry_in: 1 }]);
    clock.advance(1);
    logged();
    expect(healthy(A)).toBe(true);
    expect(health.snapshot().circuits).toMatchObject([{ state: "open", retry_in: 0 }]);
    const probe = attemptFor(A);
    health.started(probe);
    expect(healthy(A)).toBe(false);
    expect(health.snapshot().circuits).toMatchObject([{ state: "half_open", retry_in: 0 }]);
    health.succeeded(probe);
    expect(healthy(A)).toBe(true);
    expect(health.snapshot()).toEqual(nothing);
    expect(logged()).toEqual([
      { level: "info", event: "circuit_half_open", target: A },
      { level: "info", event: "circuit_closed", target: A },
    ]);
    expect(published.at(-1)).toEqual({ kind: "circuit_closed", target: A });
  });

  test("opens again when the probe fails", () => {
    const { health, fail, healthy, logged, clock } = startHealth();
    for (let i = 0; i < 3; i++) fail(A, DOWN);
    clock.advance(20_000);
    logged();
    fail(A, DOWN);
    expect(logged().map(({ event }) => event)).toEqual(["circuit_half_open", "circuit_opened"]);
    expect(healthy(A)).toBe(false);
    expect(health.snapshot().circuits).toEqual([
      { target: A, state: "open", failures: 4, reason: "503", retry_in: 20 },
    ]);
  });

  test.each<[what: string, end: (tools: ReturnType<typeof startHealth>, probe: ReturnType<typeof attemptFor>) => void]>(
    [
      ["is given up", ({ health }, probe) => health.released(probe)],
      ["shows the request's own doing", ({ health }, probe) => health.failed(probe, answers(400))],
      ["is never heard of", ({ clock }) => clock.advance(20_000)],
    ],
  )("takes the next probe when one %s", (_, end) => {
    const tools = startHealth();
    for (let i = 0; i < 3; i++) tools.fail(A, DOWN);
    tools.clock.advance(20_000);
    const probe = attemptFor(A);
    tools.health.started(probe);
    expect(tools.healthy(A)).toBe(false);
    end(tools, probe);
    expect(tools.healthy(A)).toBe(true);
    tools.answer(A);
    expect(tools.health.snapshot()).toEqual(nothing);
  });

  test("does not change with requests that were sent before it opened", () => {
    const { health, fail, healthy, clock } = startHealth();
    const early = [attemptFor(A), attemptFor(A), attemptFor(A)];
    for (const attempt of early) health.started(attempt);
    for (let i = 0; i < 3; i++) fail(A, DOWN);
    clock.advance(10_000);
    if (early[0]) health.failed(early[0], DOWN);
    if (early[1]) health.succeeded(early[1]);
    expect(health.snapshot().circuits).toEqual([
      { target: A, state: "open", failures: 3, reason: "503", retry_in: 10 },
    ]);
    clock.advance(10_000);
    const probe = attemptFor(A);
    health.started(probe);
    if (early[2]) health.failed(early[2], DOWN);
    expect(health.snapshot().circuits).toMatchObject([{ state: "half_open" }]);
    health.succeeded(probe);
    expect(healthy(A)).toBe(true);
  });

  test("that is switched off never opens", () => {
    const { health, fail } = startHealth({ enabled: false });
    for (let i = 0; i < 9; i++) fail(A, DOWN);
    health.apply({ kind: "circuit_opened", target: A, failures: 3, until: Date.UTC(2030, 0, 1) });
    expect(health.snapshot()).toEqual(nothing);
  });

  test("of a target that is no longer used is dropped", () => {
    const { health, fail, answer, logged, clock } = startHealth();
    for (let i = 0; i < 3; i++) fail(A, DOWN);
    fail("b:m", DOWN);
    clock.advance(620_000);
    logged();
    answer("c:m");
    expect(health.snapshot()).toEqual(nothing);
    expect(logged()).toEqual([{ level: "info", event: "circuit_closed", target: A, reason: "forgotten" }]);
  });
});

describe("a cooldown", () => {
  test("lasts as long as the upstream says, for that key and model, and is reported once", () => {
    const { health, fail, healthy, order, logged, published, clock } = startHealth();
    fail("twin.1:m", answers(429, 5_000));
    clock.advance(100);
    fail("twin.1:m", answers(429, 5_000));
    expect(logged()).toEqual([{ level: "info", event: "cooldown", target: "twin.1:m", reason: "429", seconds: 5 }]);
    expect(published).toEqual([{ kind: "cooldown", target: "twin.1:m", reason: "429", until: clock.wall() + 4_900 }]);
    expect(order("twin.1:m", "twin.2:m", "twin.1:other")).toEqual(["twin.2:m", "twin.1:other", "twin.1:m"]);
    expect(health.snapshot()).toEqual({
      ...nothing,
      cooldowns: [{ target: "twin.1:m", reason: "429", retry_in: 5 }],
    });
    clock.advance(4_900);
    expect(healthy("twin.1:m")).toBe(true);
    expect(health.snapshot().cooldowns).toEqual([]);
  });

  test("is a warning when it is longer than requests wait", () => {
    const { fail, logged } = startHealth();
    fail(A, answers(429, 30_001));
    expect(logged()).toMatchObject([{ level: "warn", event: "cooldown", seconds: 30 }]);
  });

  test("grows with a later hint and never shrinks", () => {
    const { health, fail, logged } = startHealth();
    fail(A, answers(429, 5_000));
    fail(A, answers(429, 60_000));
    fail(A, answers(429, 2_000));
    expect(health.snapshot().cooldowns).toMatchObject([{ retry_in: 60 }]);
    expect(logged()).toHaveLength(2);
  });

  test("does not count towards an open circuit", () => {
    const { health, fail } = startHealth();
    for (let i = 0; i < 9; i++) fail(A, answers(429, 5_000));
    expect(health.snapshot().circuits).toEqual([]);
  });

  test("without a hint does not happen: it counts as a failure", () => {
    const { health, fail } = startHealth();
    for (let i = 0; i < 3; i++) fail(A, answers(429));
    expect(health.snapshot()).toMatchObject({ circuits: [{ state: "open" }], cooldowns: [] });
  });
});

describe("a dead key", () => {
  test("comes last, with all its models, until it works again", () => {
    const { health, fail, answer, order, logged, published } = startHealth();
    fail("twin.1:m", answers(401));
    fail("twin.1:m", answers(403));
    for (let i = 0; i < 3; i++) fail("b:m", DOWN);
    expect(order("twin.1:m", "twin.1:n", "b:m", "twin.2:m")).toEqual(["twin.2:m", "b:m", "twin.1:m", "twin.1:n"]);
    expect(health.snapshot().dead_keys).toEqual([{ instance: "twin.1", reason: "401" }]);
    expect(logged()).toMatchObject([{ level: "warn", event: "key_dead", instance: "twin.1", reason: "401" }, {}]);
    answer("twin.1:n");
    expect(logged()).toEqual([{ level: "info", event: "key_revived", instance: "twin.1" }]);
    expect(published.filter((change) => "instance" in change)).toEqual([
      { kind: "key_died", instance: "twin.1", reason: "401" },
      { kind: "key_revived", instance: "twin.1" },
    ]);
    answer("twin.1:n");
    expect(logged()).toEqual([]);
  });
});

describe("changes of another server", () => {
  test("are applied, logged, and not published again", () => {
    const { health, healthy, clock, logged, published } = startHealth();
    const until = clock.wall() + 10_000;
    health.apply({ kind: "circuit_opened", target: A, failures: 3, until });
    health.apply({ kind: "circuit_opened", target: A, failures: 3, until });
    health.apply({ kind: "cooldown", target: "b:m", reason: "429", until });
    health.apply({ kind: "key_died", instance: "c.1", reason: "401" });
    expect([healthy(A), healthy("b:m"), healthy("c:m")]).toEqual([false, false, false]);
    expect(logged()).toEqual([
      { level: "warn", event: "circuit_opened", target: A, failures: 3, seconds: 10, from: "shared" },
      { level: "info", event: "cooldown", target: "b:m", reason: "429", seconds: 10, from: "shared" },
      { level: "warn", event: "key_dead", instance: "c.1", reason: "401", from: "shared" },
    ]);
    health.apply({ kind: "circuit_closed", target: A });
    health.apply({ kind: "key_revived", instance: "c.1" });
    clock.advance(10_000);
    expect([healthy(A), healthy("b:m"), healthy("c:m")]).toEqual([true, true, true]);
    expect(health.snapshot()).toEqual(nothing);
    expect(published).toEqual([]);
  });

  test("of the past, of unknown targets, or with a wrong clock change little", () => {
    const { health, clock } = startHealth();
    for (const until of [clock.wall(), clock.wall() - 1, Number.NaN, Number.NEGATIVE_INFINITY]) {
      health.apply({ kind: "circuit_opened", target: A, failures: 3, until });
      health.apply({ kind: "cooldown", target: A, reason: "429", until });
    }
    health.apply({ kind: "circuit_closed", target: A });
    health.apply({ kind: "key_revived", instance: "a.1" });
    expect(health.snapshot()).toEqual(nothing);
    health.apply({ kind: "cooldown", target: A, reason: "429", until: clock.wall() + 1e12 });
    expect(health.snapshot().cooldowns).toMatchObject([{ retry_in: 86_400 }]);
  });
});

describe("names that clients make up", () => {
  test("take limited memory, and entries with real trouble stay", () => {
    const { health, fail, healthy } = startHealth();
    for (let i = 0; i < 3; i++) fail(A, DOWN);
    for (let i = 0; i < 12_000; i++) fail(`b:made-up-${i}`, DOWN);
    expect(health.snapshot().circuits).toHaveLength(10_000);
    expect(healthy(A)).toBe(false);
  });

  test("all in real trouble, take limited memory too", () => {
    const { health, fail } = startHealth();
    for (let i = 0; i < 10_500; i++) fail(`b:made-up-${i}`, answers(429, 60_000));
    const { cooldowns } = health.snapshot();
    expect(cooldowns).toHaveLength(10_000);
    expect(cooldowns.some(({ target }) => target === "b:made-up-10499")).toBe(true);
  });

  test("that are very long are not stored", () => {
    const { health, fail } = startHealth();
    for (let i = 0; i < 3; i++) fail(`b:${"x".repeat(600)}`, DOWN);
    fail(`b:${"x".repeat(600)}`, answers(429, 60_000));
    expect(health.snapshot()).toEqual(nothing);
  });
});
