/** `A^B` over real sockets: which branch is drawn, which follows if it fails, and which takes a session's first request. */
import { describe, expect, test } from "vitest";
import { hangUp, json, refusal } from "../support/answers.ts";
import { errorOf, post } from "../support/client.ts";
import { says, spoken } from "../support/completions.ts";
import { backend, gateway } from "../support/gateway.ts";

const it = gateway(
  (url) => `
backends:
${["a", "b", "c", "down", "refused", "broken"].map((name) => backend(name, url)).join("\n")}
${backend("twin", url, "", ["KEY_1", "KEY_2"])}
failover_routes:
  chain: { policy: ordered, elements: ["down:one", "c:two"] }
model_aliases:
  - { pattern: "^lots$", replacement: "[weight=3]a:m^b:m" }
  - { pattern: "^opens$", replacement: "[first]a:m^[weight=1000000000]b:m" }
failure_handling: { retries: 0 }
resilience: { circuit_breaker: { enabled: false } }
`,
);

/** By far the likeliest to be drawn: one request in a million goes elsewhere. */
const SURE = "[weight=1000000]";

function standing(): void {
  for (const name of ["a", "b", "c"]) it.upstream.always(`/${name}/`, says(`from ${name}`));
  it.upstream.always("/down/", refusal(503));
  it.upstream.always("/refused/", refusal(401));
  it.upstream.always("/broken/", hangUp);
}

const routeOf = async (model: string, fields: Record<string, unknown> = {}, headers: Record<string, string> = {}) =>
  (await it.ask(model, fields, headers)).headers["x-turnout-route"];

describe("the drawn branch", () => {
  test("follows the weights", async () => {
    standing();
    const routes = await Promise.all(Array.from({ length: 200 }, () => routeOf("lots")));
    const share = routes.filter((route) => route === "a:m").length / routes.length;
    // Six standard deviations: it fails by chance once in five hundred million runs.
    expect(Math.abs(share - 0.75)).toBeLessThan(6 * Math.sqrt((0.75 * 0.25) / 200));
    expect(new Set(routes)).toEqual(new Set(["a:m", "b:m"]));
  });

  test.each(["down", "refused", "broken"])("that is %s is left out, and another is drawn", async (name) => {
    standing();
    const model = `${SURE}${name}:x^b:m`;
    const answer = await it.ask(model);
    expect([answer.status, answer.headers["x-turnout-route"]], answer.text).toEqual([200, "b:m"]);
    expect(answer.headers["x-turnout-attempts"]).toBe("2");
    expect((await it.line(model)).tried.map(({ target }) => target)).toEqual([`${name}:x`, "b:m"]);
  });

  test("that fails is never drawn again for the same request", async () => {
    standing();
    const models = Array.from({ length: 30 }, (_, i) => `[weight=50]down:n${i}^[weight=50]down:o${i}^c:p${i}`);
    const answers = await Promise.all(models.map((model) => it.ask(model)));
    for (const answer of answers) expect(answer.status).toBe(200);
    const orders = new Set<string>();
    for (const [i, model] of models.entries()) {
      const targets = (await it.line(model)).tried.map(({ target }) => target);
      expect(new Set(targets).size).toBe(targets.length);
      expect(targets.at(-1)).toBe(`c:p${i}`);
      orders.add(targets.map((target) => target.replace(/\d+$/, "")).join());
    }
    // Both of the likely ones come first now and then.
    expect(orders).toContain("down:n,down:o,c:p");
    expect(orders).toContain("down:o,down:n,c:p");
  });

  test("among the rest follows their weights too", async () => {
    standing();
    const route = await routeOf(`[weight=1000000000]down:m^[weight=1000000]c:m^b:m`);
    expect(route).toBe("c:m");
  });

  test("with several targets: they are all tried before another is drawn", async () => {
    standing();
    it.upstream.once("/twin/", refusal(500), says("from the other key"));
    const route = await routeOf(`${SURE}twin:m^b:m`);
    expect(route).toMatch(/^twin\.[12]:m$/);
    expect(await routeOf(`${SURE}chain^b:m`)).toBe("c:two");
  });

  test("that fails before its stream has started", async () => {
    it.upstream.once("/b/", spoken("from b"));
    it.upstream.always("/down/", refusal(503));
    const answer = await it.ask(`${SURE}down:m^b:m`, { stream: true });
    expect([answer.headers["x-turnout-route"], answer.headers["x-turnout-attempts"]]).toEqual(["b:m", "2"]);
  });

  test("that rejects the content is shown, and no other is drawn", async () => {
    standing();
    const before = it.upstream.begun();
    it.upstream.once("/a/", refusal(400, "content_policy_violation"));
    const answer = await it.ask(`${SURE}a:m^b:m`);
    expect([answer.status, errorOf(answer).code]).toEqual([400, "content_policy_violation"]);
    expect(it.upstream.begun()).toBe(before + 1);
  });

  test("when all fail: the last one's error", async () => {
    standing();
    const answer = await it.ask("down:m^down:n^down:o");
    expect([answer.status, answer.headers["x-turnout-attempts"]]).toEqual([503, "3"]);
  });

  test("also for embeddings", async () => {
    it.upstream.always("/down/", refusal(503));
    it.upstream.once("/b/", json({ object: "list", data: [{ object: "embedding", index: 0, embedding: [0.5] }] }));
    const answer = await post(`${it.artifact.url}/v1/embeddings`, { model: `${SURE}down:m^b:m`, input: "x" });
    expect([answer.status, answer.headers["x-turnout-route"]]).toEqual([200, "b:m"]);
  });
});

describe("first", () => {
  const sources: Readonly<Record<string, (id: string) => readonly [Record<string, unknown>, Record<string, string>]>> =
    {
      "the header x-session-id": (id) => [{}, { "x-session-id": id }],
      session_id: (id) => [{ session_id: id }, {}],
      prompt_cache_key: (id) => [{ prompt_cache_key: id }, {}],
      user: (id) => [{ user: id }, {}],
    };
  const first = `[first]a:m^${SURE}b:m`;

  for (const [source, said] of Object.entries(sources)) {
    test(`takes a session's first request, by ${source}`, async () => {
      standing();
      for (const id of [`${source} 1`, `${source} 2`]) {
        expect(await routeOf(first, ...said(id))).toBe("a:m");
        expect(await routeOf(first, ...said(id))).toBe("b:m");
        expect(await routeOf(first, ...said(id))).toBe("b:m");
      }
    });
  }

  test("one id is one session, in any of the fields", async () => {
    standing();
    const routes = [];
    for (const said of Object.values(sources)) routes.push(await routeOf(first, ...said("everywhere")));
    expect(routes).toEqual(["a:m", "b:m", "b:m", "b:m"]);
  });

  test("the sources have an order, and values that are empty or not texts do not count", async () => {
    standing();
    const known = { session_id: "known-1", prompt_cache_key: "known-2", user: "known-3" };
    for (const id of Object.values(known)) expect(await routeOf(first, { user: id })).toBe("a:m");
    expect(await routeOf(first, known, { "x-session-id": "new-1" })).toBe("a:m");
    expect(await routeOf(first, { ...known, session_id: "new-2" })).toBe("a:m");
    expect(await routeOf(first, { ...known, session_id: "", prompt_cache_key: "new-3" })).toBe("a:m");
    expect(await routeOf(first, { session_id: 7, prompt_cache_key: null, user: "new-4" })).toBe("a:m");
    expect(await routeOf(first, known, { "x-session-id": "" })).toBe("b:m");
  });

  test("goes by the weights if the request has no session", async () => {
    standing();
    for (let i = 0; i < 5; i++) expect(await routeOf(first)).toBe("b:m");
  });

  test("counts separately for each group, including the config's", async () => {
    standing();
    const session = { user: "of-two-groups" };
    expect(await routeOf(first, session)).toBe("a:m");
    expect(await routeOf("opens", session)).toBe("a:m");
    expect(await routeOf("opens", session)).toBe("b:m");
  });

  test("that fails leaves the request to the others, and the next request is not first again", async () => {
    standing();
    const model = `[first]down:m^${SURE}b:m`;
    const answer = await it.ask(model, { user: "unlucky" });
    expect([answer.headers["x-turnout-route"], answer.headers["x-turnout-attempts"]]).toEqual(["b:m", "2"]);
    expect((await it.ask(model, { user: "unlucky" })).headers["x-turnout-attempts"]).toBe("1");
  });

  test("the fields that name a session are passed on unchanged", async () => {
    it.upstream.once("/a/", says("ok"));
    await it.ask(first, { session_id: "s", prompt_cache_key: "p", user: "u" });
    expect((await it.asked("a")).a.fields).toMatchObject({ session_id: "s", prompt_cache_key: "p", user: "u" });
  });
});
