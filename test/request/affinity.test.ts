/** `affinity: session` over real sockets: a session stays with the target that has its prompt cached, while that is healthy. */
import { describe, expect, test } from "vitest";
import { refusal } from "../support/answers.ts";
import { says, spoken } from "../support/completions.ts";
import { backend, gateway } from "../support/gateway.ts";

const it = gateway(
  (url) => `
affinity: session
backends:
${["a", "b", "c", "steady"].map((name) => backend(name, url)).join("\n")}
${["twin", "limited", "locked", "weak"].map((name) => backend(name, url, "", ["KEY_1", "KEY_2"])).join("\n")}
${backend("loose", url, "affinity: none", ["KEY_1", "KEY_2"])}
failover_routes:
  turns: { policy: round-robin, elements: ["a:m", "b:m", "c:m"] }
  free-turns: { policy: round-robin, affinity: none, elements: ["a:m", "b:m", "c:m"] }
  bound-turns: { policy: round-robin, affinity: session, elements: ["loose.1:m", "loose.2:m"] }
failure_handling: { retries: 0, max_silent_wait: 1 }
resilience: { circuit_breaker: { failure_threshold: 2, open_cooldown_seconds: 60 } }
`,
);

const NAMES = ["a", "b", "c", "steady", "twin", "limited", "locked", "weak", "loose"];

function standing(): void {
  for (const name of NAMES) it.upstream.always(`/${name}/`, says("ok"));
}

async function routeOf(model: string, user?: string): Promise<string> {
  const answer = await it.ask(model, user === undefined ? {} : { user });
  expect(answer.status, answer.text).toBe(200);
  return String(answer.headers["x-turnout-route"]);
}

/** Where `count` requests go, one after the other. */
async function routesOf(count: number, model: string, user?: string): Promise<readonly string[]> {
  const routes: string[] = [];
  for (let i = 0; i < count; i++) routes.push(await routeOf(model, user));
  return routes;
}

describe("a session stays", () => {
  test.each(["a:m^b:m^c:m", "turns", "bound-turns", "twin:m"])("in %s, while others rotate", async (model) => {
    standing();
    const mine = await routeOf(model, "mine");
    for (let i = 0; i < 8; i++) {
      expect(await routeOf(model, "mine")).toBe(mine);
      await routeOf(model);
    }
    expect(new Set(await routesOf(40, model)).size).toBeGreaterThan(1);
  });

  test("each on its own", async () => {
    standing();
    const users = Array.from({ length: 9 }, (_, i) => `user-${i}`);
    const homes = new Map<string, string>();
    for (const user of users) homes.set(user, await routeOf("turns", user));
    expect(new Set(homes.values())).toEqual(new Set(["a:m", "b:m", "c:m"]));
    for (const user of users.toReversed()) expect(await routeOf("turns", user)).toBe(homes.get(user));
  });

  test("on its key", async () => {
    standing();
    it.upstream.reset();
    await routesOf(4, "twin:m", "keyed");
    const keys = new Set<unknown>();
    for (let i = 0; i < 4; i++) keys.add((await it.upstream.next()).headers.authorization);
    expect(keys.size).toBe(1);
  });

  test("separately for each model string", async () => {
    standing();
    const models = Array.from({ length: 20 }, (_, i) => `a:x${i}^b:x${i}`);
    const homes = new Map<string, string>();
    for (const model of models) homes.set(model, await routeOf(model, "many"));
    expect(new Set([...homes.values()].map((home) => home.slice(0, 1)))).toEqual(new Set(["a", "b"]));
    for (const model of models) expect(await routeOf(model, "many")).toBe(homes.get(model));
  });

  test("also with streams", async () => {
    for (const name of ["a", "b", "c"]) it.upstream.always(`/${name}/`, spoken("ok"));
    const routes = new Set<unknown>();
    for (let i = 0; i < 6; i++) {
      routes.add((await it.ask("turns", { user: "streams", stream: true })).headers["x-turnout-route"]);
    }
    expect(routes.size).toBe(1);
  });
});

describe("no session is kept", () => {
  test.each(["free-turns", "loose:m"])("with %s, which the server reports", async (model) => {
    standing();
    expect(new Set(await routesOf(6, model, "unbound")).size).toBeGreaterThan(1);
  });

  test("without a session id", async () => {
    standing();
    expect(await routesOf(6, "turns")).toHaveLength(6);
    expect(new Set(await routesOf(6, "turns"))).toEqual(new Set(["a:m", "b:m", "c:m"]));
  });
});

describe("a session leaves", () => {
  test("a target that fails, and stays with the one that answered instead", async () => {
    standing();
    const model = "a:z^b:z^c:z";
    const home = await routeOf(model, "leaver");
    it.upstream.once(`/${home.slice(0, 1)}/`, refusal(500));
    const next = await routeOf(model, "leaver");
    expect(next).not.toBe(home);
    expect(await routesOf(8, model, "leaver")).toEqual(new Array(8).fill(next));
  });

  test("a key that has died", async () => {
    standing();
    const home = await routeOf("locked:m", "locked-out");
    it.upstream.once("/locked/", refusal(401));
    const next = await routeOf("locked:m", "locked-out");
    expect(new Set([home, next])).toEqual(new Set(["locked.1:m", "locked.2:m"]));
    expect(await routesOf(5, "locked:m", "locked-out")).toEqual(new Array(5).fill(next));
    // Another session of that key moves too.
    expect(await routeOf("locked:m", "someone else")).toBe(next);
  });

  test("a key in cooldown, without trying it first", async () => {
    standing();
    const homes = [await routeOf("limited:m", "first"), await routeOf("limited:m", "second")];
    expect(new Set(homes)).toEqual(new Set(["limited.1:m", "limited.2:m"]));
    it.upstream.once("/limited/", refusal(429, null, { "retry-after": "60" }));
    expect(await routeOf("limited:m", "first")).toBe(homes[1]);
    // The other session uses the healthy key, so it stays.
    const answer = await it.ask("limited:m", { user: "second" });
    expect([answer.headers["x-turnout-route"], answer.headers["x-turnout-attempts"]]).toEqual([homes[1], "1"]);
  });

  test("a target whose circuit was opened by other requests", async () => {
    standing();
    const home = await routeOf("weak:m", "resident");
    const key = home.startsWith("weak.1") ? "weak.1" : "weak.2";
    it.upstream.once("/weak/", refusal(503), refusal(503));
    for (let i = 0; i < 2; i++) expect((await it.ask(`${key}:m`)).status).toBe(503);
    const answer = await it.ask("weak:m", { user: "resident" });
    expect(answer.headers["x-turnout-route"]).not.toBe(home);
    expect(answer.headers["x-turnout-attempts"]).toBe("1");
  });
});

test("a failover's order changes only for a session's own target", async () => {
  standing();
  const model = "steady:m|b:order";
  expect(await routeOf(model, "mover")).toBe("steady:m");
  it.upstream.once("/steady/", refusal(500));
  expect(await routeOf(model, "mover")).toBe("b:order");
  expect(await routeOf(model, "mover")).toBe("b:order");
  expect(await routeOf(model, "other")).toBe("steady:m");
  expect(await routeOf(model)).toBe("steady:m");
});
