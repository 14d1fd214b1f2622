import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { refusal } from "../support/answers.ts";
import { type RunningArtifact, startArtifact } from "../support/artifact.ts";
import { post, send } from "../support/client.ts";
import { says } from "../support/completions.ts";
import { doors } from "../support/doors.ts";
import { type ScriptedUpstream, startUpstream } from "../support/upstream.ts";

let upstream: ScriptedUpstream;

beforeAll(async () => {
  upstream = await startUpstream();
  upstream.always("/fine", says("ok"));
  upstream.always("/down", refusal(503));
  upstream.always("/busy", refusal(429, null, { "retry-after": "60" }));
  upstream.always("/locked", refusal(401));
});

afterAll(() => upstream?.close());

const backend = (name: string) =>
  `${name}: { type: openai-compatible, base_url: "${upstream.url}/${name}/v1", api_key: "\${KEY}" }`;
const start = () =>
  startArtifact(
    `
backends:
  ${backend("down")}
  ${backend("busy")}
  ${backend("locked")}
  ${backend("fine")}
failover_routes:
  by-down: { policy: ordered, elements: ["down:m", "fine:m"] }
  by-busy: { policy: ordered, elements: ["busy:m", "fine:m"] }
  by-locked: { policy: ordered, elements: ["locked:m", "fine:m"] }
failure_handling: { retries: 0, max_silent_wait: 5 }
`,
    { env: { KEY: "sk-test" } },
  );

const readyz = (artifact: RunningArtifact, query: string) => send(`${artifact.url}/readyz${query}`, { method: "GET" });

/** Every request is answered by the fallback. */
async function ask(artifact: RunningArtifact, ...models: string[]): Promise<void> {
  for (const model of models) {
    const answer = await post(`${artifact.url}/v1/chat/completions`, { model, messages: [] });
    expect([answer.status, answer.headers["x-turnout-route"]], answer.text).toEqual([200, "fine:m"]);
  }
}

describe.each(doors)("on the $door path", ({ query }) => {
  const verbose = query === "" ? "?verbose" : `${query}&verbose=1`;

  test("reports nothing while everything is healthy", async () => {
    const artifact = await start();
    expect((await readyz(artifact, verbose)).fields).toEqual({
      status: "ready",
      backends_without_key: [],
      circuits: [],
      cooldowns: [],
      dead_keys: [],
      state: { kind: "memory" },
    });
    await artifact.stop();
  });

  test("a server whose upstreams fail stays ready, reports why, and tries them last", async () => {
    const artifact = await start();
    await ask(artifact, "by-down", "by-down", "by-down", "by-busy", "by-locked");
    const asked = upstream.begun();
    await ask(artifact, "by-down", "by-busy", "by-locked");
    expect(upstream.begun()).toBe(asked + 3);
    const said = await readyz(artifact, verbose);
    expect(said.status).toBe(200);
    expect(said.fields).toEqual({
      status: "ready",
      backends_without_key: [],
      circuits: [{ target: "down:m", state: "open", failures: 3, reason: "503", retry_in: expect.any(Number) }],
      cooldowns: [{ target: "busy:m", reason: "429", retry_in: expect.any(Number) }],
      dead_keys: [{ instance: "locked.1", reason: "401" }],
      state: { kind: "memory" },
    });
    const short = await readyz(artifact, query);
    expect([short.status, short.fields]).toEqual([200, { status: "ready", backends_without_key: [] }]);
    await artifact.logged(/"event":"key_dead"/);
    for (const event of ["circuit_opened", "cooldown", "key_dead"]) {
      expect(artifact.stderr().split(`"event":"${event}"`), event).toHaveLength(2);
    }
    await artifact.stop();
  });
});
