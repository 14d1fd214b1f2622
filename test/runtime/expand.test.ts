import { describe, expect, test } from "vitest";
import type { Failover, Params, Rotation, Route, Target } from "../../runtime/contract.ts";
import { type Counters, type Expanded, expand } from "../../runtime/routing/expand.ts";
import type { PreparedEndpoint } from "../../runtime/routing/prepared-endpoint.ts";
import { httpBackend } from "../support/router.ts";

/** By name, how many keys each backend has. */
const BACKENDS = { one: 1, two: 2, three: 3, none: 0, pair: 2 } as const;
type Name = keyof typeof BACKENDS;
const names = Object.keys(BACKENDS) as Name[];
const backends = names.map((name, index) => httpBackend(name, index));

const endpoints = backends.map((backend) =>
  Array.from({ length: BACKENDS[backend.name as Name] }, (_, i): PreparedEndpoint => {
    const name = `${backend.name}.${i + 1}`;
    return {
      backend,
      instance: { name, number: i + 1, keyName: null, secret: null },
      upstream: { dispatch() {}, close: () => Promise.resolve() },
      path: "/v1",
      headers: [],
      label: name,
      keptBack: new Set(),
    };
  }),
);

interface Options {
  readonly instance?: number;
  readonly params?: Params;
}

function target(name: Name | null, model: string, { instance, params }: Options = {}): Target {
  const backend = name === null ? null : (backends[names.indexOf(name)] ?? null);
  return { kind: "target", backend, instance: instance ?? null, model, params: params ?? null, at: "config.yaml:1" };
}

const group = (...branches: Route[]): Failover => ({ kind: "failover", source: "selector", branches });
const rotation = (...branches: Target[]): Rotation => ({ kind: "rotation", counter: 0, branches });
const counters = (): Counters => ({ rotations: [0], keys: names.map(() => 0), spares: names.map(() => 0) });

function shown(expanded: Expanded): readonly string[] | string {
  if (expanded.kind !== "attempts") return expanded.kind;
  return expanded.attempts.map(({ endpoint, model }) => `${endpoint.label}:${model}`);
}

/** The attempts of several requests after one another. */
function requests(count: number, route: Route, defaultBackend: Name | null = null) {
  const state = counters();
  const index = defaultBackend === null ? null : names.indexOf(defaultBackend);
  return Array.from({ length: count }, () =>
    shown(expand({ route, endpoints, defaultBackend: index, counters: state })),
  );
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
  const expanded = expand({
    route: target("one", "m", { params }),
    endpoints,
    defaultBackend: null,
    counters: counters(),
  });
  expect(expanded).toEqual({ kind: "attempts", attempts: [{ endpoint: endpoints[0]?.[0], model: "m", params }] });
});

describe("keys", () => {
  test("take turns; the others follow as alternatives", () => {
    expect(requests(4, target("three", "m"))).toEqual([
      ["three.1:m", "three.2:m", "three.3:m"],
      ["three.2:m", "three.3:m", "three.1:m"],
      ["three.3:m", "three.1:m", "three.2:m"],
      ["three.1:m", "three.2:m", "three.3:m"],
    ]);
  });

  test("a pinned one stays alone, and turns nothing", () => {
    expect(requests(2, target("three", "m", { instance: 2 }))).toEqual([["three.2:m"], ["three.2:m"]]);
    const state = counters();
    expand({ route: target("two", "m", { instance: 2 }), endpoints, defaultBackend: null, counters: state });
    expect(shown(expand({ route: target("two", "m"), endpoints, defaultBackend: null, counters: state }))).toEqual([
      "two.1:m",
      "two.2:m",
    ]);
  });

  test.each([
    ["a group of two models on one backend", group(target("two", "a"), target("two", "b"))],
    ["a group of two backends", group(target("two", "a"), target("pair", "b"))],
  ])("of the first target are all used alike by %s", (_, route) => {
    expect(firsts(100, route)).toEqual({ "two.1:a": 50, "two.2:a": 50 });
  });

  test("are all used alike by a rotation of two backends", () => {
    expect(firsts(100, rotation(target("two", "m"), target("pair", "m")))).toEqual({
      "two.1:m": 25,
      "two.2:m": 25,
      "pair.1:m": 25,
      "pair.2:m": 25,
    });
  });

  test("of a second target take turns too: the first may be down for long", () => {
    const seconds = requests(4, group(target("one", "a"), target("two", "b"))).map((attempts) => attempts[1]);
    expect(seconds).toEqual(["two.1:b", "two.2:b", "two.1:b", "two.2:b"]);
  });
});

describe("groups", () => {
  test("lie flat, each target with all its keys", () => {
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

  test("targets without a key are left out while others have one", () => {
    expect(requests(1, group(target("none", "a"), target("one", "b")))).toEqual([["one.1:b"]]);
  });
});

describe("nothing to ask", () => {
  test("a bare name goes to the default backend, or nowhere", () => {
    expect(requests(1, target(null, "m"), "one")).toEqual([["one.1:m"]]);
    expect(requests(1, target(null, "m"))).toEqual(["nowhere"]);
  });

  test.each([
    ["one target", target("none", "m"), 3],
    ["a pinned key that is not set", target("two", "m", { instance: 7 }), 1],
    ["a group", group(target("none", "a"), target("two", "b", { instance: 3 })), 3],
    ["a group with a bare name", group(target(null, "a"), target("none", "b")), 3],
  ])("without a key: %s names the first backend", (_, route, backend) => {
    expect(expand({ route, endpoints, defaultBackend: null, counters: counters() })).toEqual({
      kind: "keyless",
      backend,
    });
  });
});
