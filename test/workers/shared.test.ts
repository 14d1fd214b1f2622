/** What two workers share: each is asked on connections of their own, which the primary hands out in turn. */
import { beforeEach, describe, expect, test } from "vitest";
import { refusal } from "../support/answers.ts";
import { send } from "../support/client.ts";
import { says } from "../support/completions.ts";
import { crewServer } from "../support/crew.ts";
import { backend } from "../support/gateway.ts";

describe("health", () => {
  const server = crewServer(
    (url) => `backends:
${backend("one", url)}
${backend("two", url)}
failure_handling: { retries: 0 }
server: { workers: 2 }
resilience:
  circuit_breaker: { failure_threshold: 4, open_cooldown_seconds: 600 }
`,
  );
  const both = "one:m|two:m";
  let before = 0;
  beforeEach(() => {
    before = server.upstream.received.length;
  });
  const asked = (name: string) =>
    server.upstream.received.slice(before).filter(({ url }) => url.startsWith(`/${name}/`)).length;

  test("a rate limit that one worker meets cools the target down in all", async () => {
    server.upstream.always("/one/", refusal(429, null, { "retry-after": "600" }));
    server.upstream.always("/two/", says("ok"));
    expect((await server.ask(both)).status).toBe(200);
    await server.everyone(({ cooldowns }) => cooldowns.some(({ target }) => target === "one:m"));
    for (let i = 0; i < 4; i++) expect((await server.ask(both)).status).toBe(200);
    expect(asked("one")).toBe(1);
    await server.artifact.logged(/"event":"cooldown"/);
    expect(server.artifact.stderr().match(/"event":"cooldown"/g)).toHaveLength(1);
  });

  test("failures count together", async () => {
    server.upstream.always("/one/", refusal(500));
    server.upstream.always("/two/", says("ok"));
    for (let failures = 1; failures <= 4; failures++) {
      await server.ask(both);
      await server.everyone(({ circuits }) => circuits.some((each) => each.failures === failures));
    }
    const said = await server.everyone(({ circuits }) => circuits.some(({ state }) => state === "open"));
    expect(said.size).toBe(2);
    await server.ask(both);
    expect(asked("one")).toBe(4);
    await server.artifact.logged(/"event":"circuit_opened"/);
    expect(server.artifact.stderr().match(/"event":"circuit_opened"/g)).toHaveLength(1);
  });

  test("a worker that replaces another knows what the others do", async () => {
    server.upstream.always("/one/", refusal(429, null, { "retry-after": "600" }));
    server.upstream.always("/two/", says("ok"));
    await server.ask(both);
    await server.everyone(({ cooldowns }) => cooldowns.length > 0);
    for (const pid of server.pids()) process.kill(pid, "SIGKILL");
    await server.artifact.logged(/"event":"worker_replaced"/);
    await server.everyone(({ cooldowns, workers }) => cooldowns.length > 0 && workers.alive === 2);
  });
});

describe("keys", () => {
  const server = crewServer(
    (url) => `backends:
${backend("one", url, "", ["KEY_1", "KEY_2"])}
${backend("sticky", url, "affinity: session", ["KEY_1", "KEY_2"])}
${backend("chatty", url)}
  keeper: { type: openai-responses, base_url: "${url}/keeper/v1", api_keys: ["\${KEY_1}", "\${KEY_2}"] }
default_backend: one
server: { workers: 2 }
`,
  );

  test("are used evenly", async () => {
    server.upstream.always("/one/", says("ok"));
    for (let i = 0; i < 20; i++) expect((await server.ask("one:m")).status).toBe(200);
    const first = server.upstream.received.filter(({ headers }) => headers.authorization === "Bearer sk-one").length;
    expect(first).toBeGreaterThanOrEqual(8);
    expect(first).toBeLessThanOrEqual(12);
  });

  test("stay with a session, whichever worker has it", async () => {
    server.upstream.always("/sticky/", says("ok"));
    let last = "";
    // The next worker may be asked before it has heard of the session. Without being told, it would stay with another key.
    for (let equal = 0; equal < 4; ) {
      const { headers } = await server.ask("sticky:m", {}, { "x-session-id": "s" });
      const route = String(headers["x-turnout-route"]);
      equal = route === last ? equal + 1 : 0;
      last = route;
    }
    expect(last).toMatch(/^sticky\.[12]:m$/);
  });

  test("a response that one worker stored is continued and deleted by all", async () => {
    server.upstream.always("/chatty/", says("Paris."));
    const { fields } = await server.respond({ model: "chatty:m", input: "capital of France?" });
    for (let i = 0; i < 4; i++) {
      const next = await server.respond({ model: "chatty:m", input: "sure?", previous_response_id: fields.id });
      expect([next.status, next.fields.previous_response_id]).toEqual([200, fields.id]);
      expect(server.upstream.received.at(-1)?.fields.messages).toHaveLength(3);
    }
    const url = `${server.artifact.url}/v1/responses/${String(fields.id)}`;
    expect((await send(url, { method: "GET" })).status).toBe(200);
    expect((await send(url, { method: "DELETE" })).status).toBe(200);
    // What Turnout does not have, the default backend may.
    for (let missing = 0; missing < 2; ) missing += (await send(url, { method: "GET" })).status === 200 ? 0 : 1;
    expect((await send(url, { method: "GET" })).status).not.toBe(200);
  });

  test("a response that is kept by one key is continued with it", async () => {
    let count = 0;
    server.upstream.always("/keeper/", (_, response) => {
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ id: `resp_${++count}`, object: "response", status: "completed", output: [] }));
    });
    const { fields } = await server.respond({ model: "keeper:m", input: "hi" });
    const key = server.upstream.received.at(-1)?.headers.authorization;
    for (let i = 0; i < 4; i++) {
      await server.respond({ model: "keeper:m", input: "more", previous_response_id: fields.id });
      expect(server.upstream.received.at(-1)?.headers.authorization).toBe(key);
    }
  });
});
