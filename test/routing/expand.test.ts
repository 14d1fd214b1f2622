import { describe, expect, test } from "vitest";
import type { Route } from "../../runtime/contract/route.ts";
import { expand } from "../../runtime/routing/expand/expand.ts";
import type { ExpandInput } from "../../runtime/routing/expand/expand-input.ts";
import {
  backendsWith,
  counters,
  endpointsOf,
  failover,
  NAMES,
  type Name,
  rotation,
  shown,
  target,
  weighted,
} from "../support/routes.ts";

const endpoints = endpointsOf(backendsWith());
const group = (...branches: Route[]) => failover("ordered", ...branches);

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

/** The attempts of several requests after one another. */
function requests(count: number, route: Route, defaultBackend: Name | null = null) {
  const state = counters();
  const index = defaultBackend === null ? null : NAMES.indexOf(defaultBackend);
  return Array.from({ length: count }, () => shown(expand(input(route, { defaultBackend: index, counters: state }))));
}

/** How often each endpoint is asked first. */
function firsts(count: number, route: Route): Record<string, number> {
  const tally: Record<string, number> = {};
  for (const attempts of requests(count, route)) {
    const first = String(attempts[0]);
    tally[first] = (tally[first] ?? 0) + 1;
  }
  return tally;
}

test("one key: one attempt, with its model and parameters", () => {
  const params = { temperature: 0 };
  const rules = { affinity: "session" } as const;
  expect(expand(input(target("one", "m", { params, rules })))).toEqual({
    kind: "attempts",
    attempts: [{ endpoint: endpoints[0]?.[0], model: "m", params, rules }],
  });
});

describe("keys", () => {
  test("rotate; the others follow as alternatives", () => {
    expect(requests(4, target("three", "m"))).toEqual([
      ["three.1:m", "three.2:m", "three.3:m"],
      ["three.2:m", "three.3:m", "three.1:m"],
      ["three.3:m", "three.1:m", "three.2:m"],
      ["three.1:m", "three.2:m", "three.3:m"],
    ]);
  });

  test("a pinned one stays alone, and advances no counter", () => {
    expect(requests(2, target("three", "m", { instance: 2 }))).toEqual([["three.2:m"], ["three.2:m"]]);
    const state = counters();
    expand(input(target("two", "m", { instance: 2 }), { counters: state }));
    expect(shown(expand(input(target("two", "m"), { counters: state })))).toEqual(["two.1:m", "two.2:m"]);
  });

  test.each([
    ["a group of two models on one backend", group(target("two", "a"), target("two", "b"))],
    ["a group of two backends", group(target("two", "a"), target("pair", "b"))],
    ["one key of each of two models", failover("m", target("two", "a"), target("two", "b"))],
    ["rounds over two models", failover("mk", target("two", "a"), target("two", "b"))],
    ["all keys of the first", failover("k", target("two", "a"), target("two", "b"))],
  ])("of the first target are used evenly by %s", (_, route) => {
    expect(firsts(100, route)).toEqual({ "two.1:a": 50, "two.2:a": 50 });
  });

  test("are used evenly by a rotation of two backends", () => {
    expect(firsts(100, rotation(target("two", "m"), target("pair", "m")))).toEqual({
      "two.1:m": 25,
      "two.2:m": 25,
      "pair.1:m": 25,
      "pair.2:m": 25,
    });
  });

  test("of a second target rotate too: the first may be down for long", () => {
    const seconds = requests(4, group(target("one", "a"), target("two", "b"))).map((attempts) => attempts[1]);
    expect(seconds).toEqual(["two.1:b", "two.2:b", "two.1:b", "two.2:b"]);
  });
});

describe("groups", () => {
  test("are flattened, each target with all its keys", () => {
    expect(requests(1, group(target("two", "a"), group(target("one", "b"), target("one", "c"))))).toEqual([
      ["two.1:a", "two.2:a", "one.1:b", "one.1:c"],
    ]);
  });

  test("a rotation starts one further with each request", () => {
    const route = rotation(target("one", "a"), target("one", "b"), target("one", "c"));
    expect(requests(4, route)).toEqual([
      ["one.1:a", "one.1:b", "one.1:c"],
      ["one.1:b", "one.1:c", "one.1:a"],
      ["one.1:c", "one.1:a", "one.1:b"],
      ["one.1:a", "one.1:b", "one.1:c"],
    ]);
  });

  test("targets without a key are left out if others have one", () => {
    expect(requests(1, group(target("none", "a"), target("one", "b")))).toEqual([["one.1:b"]]);
  });
});

describe("policies", () => {
  const branches = [target("two", "a"), target("one", "b"), target("three", "c")];
  const nested = [rotation(target("one", "a"), target("two", "a")), target("none", "x"), target("one", "b")];
  const table = [
    ["ordered", branches, ["two.1:a", "two.2:a", "one.1:b", "three.1:c", "three.2:c", "three.3:c"]],
    ["k", branches, ["two.1:a", "two.2:a"]],
    ["m", branches, ["two.1:a", "one.1:b", "three.1:c"]],
    ["mk", branches, ["two.1:a", "one.1:b", "three.1:c", "two.2:a", "three.2:c", "three.3:c"]],
    ["m", nested, ["one.1:a", "one.1:b"]],
    ["mk", nested, ["one.1:a", "one.1:b", "two.1:a", "two.2:a"]],
  ] as const;

  test.each(table)("%s", (policy, elements, attempts) => {
    expect(requests(1, failover(policy, ...elements))).toEqual([attempts]);
  });

  test("m: each element's keys rotate", () => {
    expect(requests(3, failover("m", target("two", "a"), target("three", "b")))).toEqual([
      ["two.1:a", "three.1:b"],
      ["two.2:a", "three.2:b"],
      ["two.1:a", "three.3:b"],
    ]);
  });

  test("m: the first element that has a key leads, and its keys take turns as a leader's do", () => {
    const state = counters();
    expand(input(failover("m", target("none", "a"), target("two", "b")), { counters: state }));
    expect(state).toEqual({ ...counters(), keys: NAMES.map((name) => (name === "two" ? 1 : 0)) });
  });

  test("k: a first element without a key has no second", () => {
    expect(requests(1, failover("k", target("none", "a"), target("one", "b")))).toEqual(["keyless"]);
  });
});

describe("no attempts", () => {
  test("a bare name goes to the default backend, or nowhere", () => {
    expect(requests(1, target(null, "m"), "one")).toEqual([["one.1:m"]]);
    expect(requests(1, target(null, "m"))).toEqual(["nowhere"]);
  });

  test.each([
    ["one target", target("none", "m"), 3],
    ["a pinned key that is not set", target("two", "m", { instance: 7 }), 1],
    ["a group", group(target("none", "a"), target("two", "b", { instance: 3 })), 3],
    ["a group with a bare name", group(target(null, "a"), target("none", "b")), 3],
    ["a rotation", rotation(target("two", "a", { instance: 7 }), target("none", "b")), 1],
    ["one of each", failover("m", target("none", "a"), target("none", "b")), 3],
    ["a weighted group", weighted([1, target("none", "a")], [1, target("none", "b")]), 3],
  ])("without a key: %s names the first backend", (_, route, backend) => {
    expect(expand(input(route))).toEqual({ kind: "keyless", backend });
  });
});
