import { describe, expect, test } from "vitest";
import type { Route, Weighted } from "../../runtime/contract/route.ts";
import { expand } from "../../runtime/routing/expand/expand.ts";
import type { ExpandInput, SessionDraw } from "../../runtime/routing/expand/expand-input.ts";
import { backendsWith, counters, endpointsOf, failover, seeded, shown, target, weighted } from "../support/routes.ts";

const endpoints = endpointsOf(backendsWith());

const input = (route: Route, rest: Partial<ExpandInput> = {}): ExpandInput => ({
  route,
  endpoints,
  defaultBackend: null,
  counters: counters(),
  random: () => 0,
  session: null,
  fits: null,
  ...rest,
});

const DRAWS = 100_000;
const WEIGHTS = [1, 2, 3, 10] as const;
const MODELS: readonly string[] = ["a", "b", "c", "d"];
const lots: Weighted = weighted(...WEIGHTS.map((weight, i) => [weight, target("one", MODELS[i] ?? "")] as const));

/** How often each order came out of so many draws. */
function orders(route: Route, seed: number): Map<string, number> {
  const random = seeded(seed);
  const tally = new Map<string, number>();
  for (let i = 0; i < DRAWS; i++) {
    const attempts = shown(expand(input(route, { random })));
    const order = Array.isArray(attempts) ? attempts.map((name) => String(name).slice("one.1:".length)).join("") : "";
    tally.set(order, (tally.get(order) ?? 0) + 1);
  }
  return tally;
}

/** By drawing again and again among the rest, as the language says it. */
function likelihood(order: string): number {
  let rest = WEIGHTS.reduce((sum, weight) => sum + weight, 0);
  let all = 1;
  for (const model of order) {
    const weight = WEIGHTS[MODELS.indexOf(model)] ?? 0;
    all *= weight / rest;
    rest -= weight;
  }
  return all;
}

function chiSquared(tally: ReadonlyMap<string, number>, expected: (outcome: string) => number): number {
  let sum = 0;
  for (const [outcome, count] of tally) sum += (count - DRAWS * expected(outcome)) ** 2 / (DRAWS * expected(outcome));
  return sum;
}

/** What a fair draw exceeds once in 1,000 times, by degrees of freedom. */
const CRITICAL = { 3: 16.27, 23: 49.73 } as const;

describe("weights over 100,000 draws", () => {
  const tally = orders(lots, 1);

  test("hold for the first", () => {
    const firsts = new Map(MODELS.map((model) => [model, 0]));
    for (const [order, count] of tally) firsts.set(order.charAt(0), (firsts.get(order.charAt(0)) ?? 0) + count);
    expect(chiSquared(firsts, likelihood)).toBeLessThan(CRITICAL[3]);
  });

  test("hold among the rest after each failure: all 24 orders", () => {
    expect(tally.size).toBe(24);
    expect(chiSquared(tally, likelihood)).toBeLessThan(CRITICAL[23]);
  });

  test("would be noticed if they were 10 % off", () => {
    expect(chiSquared(tally, (order) => likelihood(order) * (order.startsWith("a") ? 1.1 : 1))).toBeGreaterThan(
      CRITICAL[23],
    );
  });
});

test("a branch is drawn as one, with all of its attempts together", () => {
  const route = weighted([1, failover("ordered", target("two", "a"), target("one", "b"))], [1, target("three", "c")]);
  expect(shown(expand(input(route)))).toEqual(["two.1:a", "two.2:a", "one.1:b", "three.1:c", "three.2:c", "three.3:c"]);
});

test("a random of always 0 keeps the written order, and every order contains all branches", () => {
  expect(shown(expand(input(lots)))).toEqual(["one.1:a", "one.1:b", "one.1:c", "one.1:d"]);
  for (const order of orders(lots, 2).keys()) expect([...order].sort().join("")).toBe("abcd");
});

test("weights whose sum would overflow", () => {
  const most = Number.MAX_SAFE_INTEGER;
  const random = seeded(3);
  const route = weighted([most, target("one", "a")], [most, target("one", "b")], [1, target("one", "c")]);
  const lasts = Array.from({ length: 200 }, () => shown(expand(input(route, { random }))).at(-1));
  expect(new Set(lasts)).toEqual(new Set(["one.1:c"]));
});

describe("backups", () => {
  const route = weighted(
    [1e9, target("one", "spare"), "backup"],
    [1, target("one", "a")],
    [1, failover("ordered", target("two", "x"), target("one", "y")), "backup"],
    [1, target("one", "b")],
  );
  const backups = ["one.1:spare", "two.1:x", "two.2:x", "one.1:y"];

  test("follow all that are drawn, in the order in which they are written", () => {
    const random = seeded(5);
    const starts = new Set<string>();
    for (let i = 0; i < 500; i++) {
      const order = shown(expand(input(route, { random })));
      if (typeof order === "string") throw new Error(order);
      starts.add(order.slice(0, 2).join());
      // Which key of a backend is next has nothing to do with it.
      expect(order.slice(2).map((name) => String(name).replace(/\.\d/, ""))).toEqual([
        "one:spare",
        "two:x",
        "two:x",
        "one:y",
      ]);
    }
    expect(starts).toEqual(new Set(["one.1:a,one.1:b", "one.1:b,one.1:a"]));
  });

  test("are asked at once where none of the others can be", () => {
    const small = weighted(
      [1, { ...target("one", "a"), rules: { maxContext: 5 } }],
      [1, target("one", "spare"), "backup"],
    );
    expect(shown(expand(input(small, { fits: (window) => window > 5 })))).toEqual(["one.1:spare"]);
  });

  test("are where they belong with a random of always 0", () => {
    expect(shown(expand(input(route)))).toEqual(["one.1:a", "one.1:b", ...backups]);
  });
});

describe("first", () => {
  const route = weighted([1_000_000, target("one", "a")], [1, target("one", "b"), "first"]);
  const session = (isFirst: boolean): SessionDraw => ({ isFirst: () => isFirst });
  const start = (draw: SessionDraw | null) => shown(expand(input(route, { session: draw, random: seeded(4) })))[0];

  test("takes a session's first request, whatever the weights", () => {
    expect(start(session(true))).toBe("one.1:b");
  });

  test("takes it however the others are drawn", () => {
    expect(shown(expand(input(route, { session: session(true) })))[0]).toBe("one.1:b");
  });

  test("goes by its weight later, and without a session", () => {
    expect(start(session(false))).toBe("one.1:a");
    expect(start(null)).toBe("one.1:a");
  });

  test("is checked once, and only if a branch is first", () => {
    let asked = 0;
    const counting: SessionDraw = { isFirst: () => ++asked > 0 };
    expand(input(lots, { session: counting }));
    expect(asked).toBe(0);
    expand(input(route, { session: counting }));
    expect(asked).toBe(1);
  });
});
