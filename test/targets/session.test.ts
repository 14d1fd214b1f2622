import { describe, expect, test, vi } from "vitest";
import { type Body, readModel } from "../../runtime/body/read-model.ts";
import { sessionIdOf } from "../../runtime/body/session-id.ts";
import type { Affinity } from "../../runtime/contract/backend-base.ts";
import type { Route } from "../../runtime/contract/route.ts";
import { expand } from "../../runtime/routing/expand/expand.ts";
import type { Attempt } from "../../runtime/targets/attempt.ts";
import { targetName } from "../../runtime/targets/attempt.ts";
import { needsSession } from "../../runtime/targets/session/needs-session.ts";
import { preferRemembered } from "../../runtime/targets/session/prefer-remembered.ts";
import { createSessionTable } from "../../runtime/targets/session/session-table.ts";
import { payloadOf } from "../../runtime/wire/payload.ts";
import { backendsWith, counters, endpointsOf, failover, NAMES, rotation, target, weighted } from "../support/routes.ts";

function bodyOf(fields: object): Body {
  const read = readModel(payloadOf([Buffer.from(JSON.stringify({ model: "m", ...fields }))]), null);
  if (!read.ok) throw new Error(read.error.message);
  return read.body;
}

describe("the session's id", () => {
  const all = { user: "u", prompt_cache_key: "p", session_id: "s" };
  test.each<readonly [string, Record<string, string>, object, string | null]>([
    ["the header before all", { "x-session-id": "h" }, all, "h"],
    ["that of the Codex CLI", { "session-id": "c" }, all, "c"],
    ["that of older ones", { session_id: "c" }, all, "c"],
    ["session_id", {}, all, "s"],
    ["prompt_cache_key", {}, { user: "u", prompt_cache_key: "p" }, "p"],
    ["user", {}, { user: "u" }, "u"],
    ["nothing", {}, {}, null],
    ["an empty header is none", { "x-session-id": "" }, { user: "u" }, "u"],
    ["an empty string is none", {}, { session_id: "", prompt_cache_key: "p" }, "p"],
    ["what is no string is none", {}, { session_id: 7, prompt_cache_key: null, user: { id: 1 } }, null],
    ["a nested one is none", {}, { metadata: { session_id: "x" } }, null],
    ["in a large body too", {}, { pad: "x ".repeat(9_000), user: "u" }, "u"],
  ])("%s", (_, headers, fields, id) => {
    expect(sessionIdOf(headers, bodyOf(fields))).toBe(id);
  });
});

describe("whether a route depends on the session", () => {
  const plain = endpointsOf(backendsWith());
  const sticky = endpointsOf(backendsWith({ two: { affinity: "session" }, one: { affinity: "session" } }));
  const two = target("two", "m");
  const here = { rules: { affinity: "session" } } as const;
  const none = { rules: { affinity: "none" } } as const;
  test.each<readonly [string, Route, typeof plain, boolean]>([
    ["one target, no affinity", two, plain, false],
    ["one target with two keys", two, sticky, true],
    ["one target with one key", target("one", "m"), sticky, false],
    ["one target with a pinned key", target("two", "m", { instance: 1 }), sticky, false],
    ["the default backend", target(null, "m"), sticky, true],
    ["the route says so", target("two", "m", here), plain, true],
    ["the route says no", target("two", "m", none), sticky, false],
    ["a group without", failover("ordered", two, target("three", "m")), plain, false],
    ["a group with one that has it", failover("ordered", target("three", "m"), two), sticky, true],
    ["a rotation", rotation(target("three", "m"), two), sticky, true],
    ["weights alone", weighted([1, two], [1, target("three", "m")]), plain, false],
    ["a first branch", weighted([1, two], [1, target("three", "m"), "first"]), plain, true],
    ["weights with affinity", weighted([1, two], [1, target("three", "m")]), sticky, true],
  ])("%s", (_, route, endpoints, needs) => {
    expect(needsSession(route, endpoints, NAMES.indexOf("two"))).toBe(needs);
  });

  test("a leg with affinity", () => {
    const branches = [{ route: two, handicap: 0, ttftTimeout: null }];
    expect(needsSession({ kind: "parallel", branches }, sticky, null)).toBe(true);
    expect(needsSession({ kind: "parallel", branches }, plain, null)).toBe(false);
  });
});

describe("the table", () => {
  test("a session is first once for each model", () => {
    const table = createSessionTable();
    expect([
      table.isFirst("s", "a"),
      table.isFirst("s", "a"),
      table.isFirst("s", "b"),
      table.isFirst("t", "a"),
    ]).toEqual([true, false, true, true]);
  });

  test("remembers the last target, and that an answered session is not new", () => {
    const table = createSessionTable();
    expect(table.targetOf("s", "m")).toBeNull();
    table.remember("s", "m", "one:m");
    table.remember("s", "m", "two:m");
    expect(table.targetOf("s", "m")).toBe("two:m");
    expect(table.targetOf("s", "n")).toBeNull();
    expect(table.isFirst("s", "m")).toBe(false);
    expect(table.targetOf("s", "m")).toBe("two:m");
  });

  test("is bounded: the least recently used entry goes", () => {
    const table = createSessionTable(3);
    for (const session of ["a", "b", "c"]) table.remember(session, "m", `${session}:m`);
    table.targetOf("a", "m");
    table.isFirst("b", "m");
    table.remember("d", "m", "d:m");
    expect(["a", "b", "c", "d"].map((session) => table.targetOf(session, "m"))).toEqual(["a:m", "b:m", null, "d:m"]);
  });

  test("distinguishes long names", () => {
    const table = createSessionTable();
    const long = "x".repeat(5_000);
    table.remember(`${long}1`, "m", "one:m");
    expect(table.targetOf(`${long}2`, "m")).toBeNull();
    expect(table.targetOf(`${long}1`, "m")).toBe("one:m");
  });
});

describe("the remembered target", () => {
  const attemptsOf = (affinity: Affinity, route: Route = target("three", "m")): readonly Attempt[] => {
    const expanded = expand({
      route,
      endpoints: endpointsOf(backendsWith({ three: { affinity } })),
      defaultBackend: null,
      counters: counters(),
      random: () => 0,
      session: null,
      fits: null,
    });
    return expanded.kind === "attempts" ? expanded.attempts : [];
  };
  const yes = () => true;

  test("comes first, the others in their order", () => {
    const order = preferRemembered(attemptsOf("session"), "three.3:m", yes).map(targetName);
    expect(order).toEqual(["three.3:m", "three.1:m", "three.2:m"]);
  });

  test("healthy is called only for it", () => {
    const healthy = vi.fn(() => false);
    const attempts = attemptsOf("session");
    expect(preferRemembered(attempts, "three.2:m", healthy)).toBe(attempts);
    expect(healthy.mock.calls).toEqual([[attempts[1]]]);
  });

  test.each([
    ["nothing is remembered", attemptsOf("session"), null],
    ["it is first already", attemptsOf("session"), "three.1:m"],
    ["it is not among them", attemptsOf("session"), "gone:m"],
    ["its backend has no affinity", attemptsOf("none"), "three.2:m"],
    ["its route says no", attemptsOf("session", target("three", "m", { rules: { affinity: "none" } })), "three.2:m"],
  ])("%s: the same list", (_, attempts, remembered) => {
    expect(preferRemembered(attempts, remembered, yes)).toBe(attempts);
  });

  test("its route overrides the backend", () => {
    const attempts = attemptsOf("none", target("three", "m", { rules: { affinity: "session" } }));
    expect(preferRemembered(attempts, "three.2:m", yes)[0]).toBe(attempts[1]);
  });
});
