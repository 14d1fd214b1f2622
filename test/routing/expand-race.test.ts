import { describe, expect, test } from "vitest";
import type { Parallel, Route } from "../../runtime/contract/route.ts";
import { expand } from "../../runtime/routing/expand/expand.ts";
import { backendsWith, counters, endpointsOf, failover, shown, target } from "../support/routes.ts";

const endpoints = endpointsOf(backendsWith());

type Branch = readonly [route: Route, handicap: number, ttftTimeout?: number];

function legs(...branches: readonly Branch[]) {
  const route: Parallel = {
    kind: "parallel",
    branches: branches.map(([each, handicap, ttftTimeout = null]) => ({ route: each, handicap, ttftTimeout })),
  };
  const state = counters();
  return shown(
    expand({ route, endpoints, defaultBackend: null, counters: state, random: () => 0, session: null, fits: null }),
  );
}

const [a, b, c] = (["a", "b", "c"] as const).map((model) => target("one", model)) as [Route, Route, Route];

describe("legs", () => {
  test("all start at once without handicaps, in the written order", () => {
    expect(legs([a, 0], [b, 0])).toEqual([
      { attempts: ["one.1:a"], startAfter: 0, firstToken: null },
      { attempts: ["one.1:b"], startAfter: 0, firstToken: null },
    ]);
  });

  test("the highest handicap starts, the others later by the difference", () => {
    expect(legs([a, 0], [b, 2.5], [c, 1])).toEqual([
      { attempts: ["one.1:b"], startAfter: 0, firstToken: null },
      { attempts: ["one.1:c"], startAfter: 1500, firstToken: null },
      { attempts: ["one.1:a"], startAfter: 2500, firstToken: null },
    ]);
  });

  test("a limit until the first output applies to its own leg", () => {
    expect(legs([a, 0, 1.5], [b, 0])).toMatchObject([{ firstToken: 1500 }, { firstToken: null }]);
    expect(legs([a, 0, 0])).toMatchObject([{ firstToken: 0 }]);
  });

  test("each has its own attempts, and two on one backend take two of its keys", () => {
    expect(legs([failover("ordered", target("two", "a"), a), 1], [target("two", "b"), 0])).toMatchObject([
      { attempts: ["two.1:a", "two.2:a", "one.1:a"] },
      { attempts: ["two.2:b", "two.1:b"] },
    ]);
  });

  test("one without a key is left out, and delays no other", () => {
    expect(legs([target("none", "x"), 5], [b, 1], [a, 0])).toMatchObject([
      { attempts: ["one.1:b"], startAfter: 0 },
      { attempts: ["one.1:a"], startAfter: 1000 },
    ]);
  });

  test("none at all: the reason", () => {
    expect(legs([target("none", "x"), 0], [target("none", "y"), 0])).toBe("keyless");
    expect(legs([target(null, "x"), 0], [target(null, "y"), 0])).toBe("nowhere");
  });
});
