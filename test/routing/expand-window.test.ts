import { describe, expect, test } from "vitest";
import type { Route } from "../../runtime/contract/route.ts";
import { expand } from "../../runtime/routing/expand/expand.ts";
import { largestWindow, windowOf } from "../../runtime/routing/expand/window.ts";
import { backendsWith, counters, endpointsOf, failover, shown, target, weighted } from "../support/routes.ts";

const endpoints = endpointsOf(backendsWith({ two: { contextWindows: { small: 100, large: 1000 } } }));

const expanded = (route: Route, fits: ((window: number) => boolean) | null, state = counters()) =>
  expand({ route, endpoints, defaultBackend: null, counters: state, random: () => 0, session: null, fits });
const sized = (tokens: number) => (window: number) => tokens <= window;

describe("the window of an attempt", () => {
  test.each([
    ["none", target("one", "m"), null],
    ["the model's", target("two", "small"), 100],
    ["of another model: none", target("two", "other"), null],
    ["the route's", target("one", "m", { rules: { maxContext: 7 } }), 7],
    ["the smaller: the route's", target("two", "small", { rules: { maxContext: 7 } }), 7],
    ["the smaller: the model's", target("two", "small", { rules: { maxContext: 700 } }), 100],
    ["of a model called like a property of any object", target("two", "constructor"), null],
  ])("%s", (_, route, window) => {
    const found = expanded(route, null);
    expect(found.kind === "attempts" && found.attempts[0] && windowOf(found.attempts[0])).toBe(window);
  });
});

test("the largest window of targets: none where none has one", () => {
  const attemptsOf = (route: Route) => {
    const found = expanded(route, null);
    return found.kind === "attempts" ? found.attempts : [];
  };
  const [one, small] = [target("one", "m"), target("two", "small")];
  expect(largestWindow(attemptsOf(one))).toBeNull();
  expect(largestWindow(attemptsOf(failover("ordered", small, one)))).toBe(100);
});

describe("a target that is too small", () => {
  const route = failover("ordered", target("two", "small"), target("two", "large"), target("one", "any"));

  test.each([
    [100, ["two.1:small", "two.2:small", "two.2:large", "two.1:large", "one.1:any"]],
    [101, ["two.1:large", "two.2:large", "one.1:any"]],
    [1001, ["one.1:any"]],
  ] as const)("is passed over: %i tokens", (tokens, attempts) => {
    const shownOf = shown(expanded(route, sized(tokens)));
    expect(new Set(shownOf)).toEqual(new Set(attempts));
    expect(shownOf[0]).toBe(attempts[0]);
  });

  test("advances no counter", () => {
    const state = counters();
    expanded(target("two", "small"), sized(500), state);
    expect(state).toEqual(counters());
  });

  test("is left out of a weighted group, a round and a leg", () => {
    const [small, any] = [target("two", "small"), target("one", "any")];
    expect(shown(expanded(weighted([1, small], [1, any]), sized(500)))).toEqual(["one.1:any"]);
    expect(shown(expanded(failover("m", small, any), sized(500)))).toEqual(["one.1:any"]);
    const branches = [small, any].map((each, i) => ({ route: each, handicap: 9 - i, ttftTimeout: null }));
    expect(shown(expanded({ kind: "parallel", branches }, sized(500)))).toEqual([
      { attempts: ["one.1:any"], startAfter: 0, firstToken: null },
    ]);
  });

  test("and no other: the largest window is reported", () => {
    const [small, large] = [target("two", "small"), target("two", "large")];
    const too = { kind: "too_long", largest: 1000 };
    expect(expanded(failover("ordered", small, large), sized(2000))).toEqual(too);
    expect(expanded(weighted([1, large], [1, small]), sized(2000))).toEqual(too);
    expect(expanded(failover("mk", small, target("none", "x"), large), sized(2000))).toEqual(too);
    const branches = [small, large].map((each) => ({ route: each, handicap: 0, ttftTimeout: null }));
    expect(expanded({ kind: "parallel", branches }, sized(2000))).toEqual(too);
    expect(expanded(target("two", "small", { instance: 2 }), sized(2000))).toEqual({ kind: "too_long", largest: 100 });
  });
});

test("the size is not needed if no target has a window", () => {
  const sizes: number[] = [];
  const fits = (window: number) => sizes.push(window) > 0;
  expanded(failover("ordered", target("one", "m"), target("two", "other")), fits);
  expect(sizes).toEqual([]);
});
