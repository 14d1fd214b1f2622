import { describe, expect, test } from "vitest";
import type { Route } from "../../runtime/contract/route.ts";
import { mergeParams } from "../../runtime/routing/merge-params.ts";
import { mergeRules } from "../../runtime/routing/merge-rules.ts";
import { failover, rotation, target, weighted } from "../support/routes.ts";

const params = { seed: 1, temperature: 0.2 };
const own = target("one", "a", { params, rules: { maxContext: 100 } });
const bare = target("two", "b");

/** Each kind of route, of two targets. */
const kinds = (a: typeof own, b: typeof own): readonly Route[] => [
  failover("mk", a, b),
  rotation(a, b),
  weighted([3, a], [1, b, "first"]),
  {
    kind: "parallel",
    branches: [
      { route: a, handicap: 1, ttftTimeout: 2 },
      { route: b, handicap: 0, ttftTimeout: null },
    ],
  },
];

describe("parameters reach every target", () => {
  test.each([
    ["request", { seed: 7, temperature: 0.2 }],
    ["route", { seed: 1, temperature: 0.2 }],
  ] as const)("where both give one, the %s wins", (winner, merged) => {
    const expected = kinds({ ...own, params: merged }, { ...bare, params: { seed: 7 } });
    expect(kinds(own, bare).map((route) => mergeParams(route, { seed: 7 }, winner))).toEqual(expected);
    expect(mergeParams(own, { seed: 7 }, winner)).toEqual({ ...own, params: merged });
  });

  test("where there are none, the route stays the same object", () => {
    expect(mergeParams(own, {}, "request")).toBe(own);
  });

  test("what leads nowhere still leads nowhere", () => {
    expect(mergeParams(null, { seed: 7 }, "request")).toBeNull();
  });
});

describe("rules reach every target", () => {
  test("in every kind of route", () => {
    const rules = { maxContext: 50 };
    expect(kinds(own, bare).map((route) => mergeRules(route, rules))).toEqual(
      kinds({ ...own, rules }, { ...bare, rules }),
    );
  });

  test.each([
    ["the smaller window wins", { maxContext: 500 }, { maxContext: 100 }],
    ["a window of only one of them stays", { affinity: "session" }, { maxContext: 100, affinity: "session" }],
    ["limits are added to the window", { timeouts: { total: 5 } }, { maxContext: 100, timeouts: { total: 5 } }],
  ] as const)("%s", (_, rules, merged) => {
    expect(mergeRules(own, rules).rules).toEqual(merged);
    expect(mergeRules({ ...own, rules }, { maxContext: 100 }).rules).toEqual(merged);
  });

  test("a target's own limits win, one by one", () => {
    const near = { ...bare, rules: { timeouts: { total: 5, header: null } } };
    expect(mergeRules(near, { timeouts: { total: 9, firstToken: 3 } }).rules).toEqual({
      timeouts: { total: 5, header: null, firstToken: 3 },
    });
  });
});
