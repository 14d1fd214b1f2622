/** What a server learns about keys and targets from one request, and what it changes for the next. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { event, refusal, sse } from "../../support/answers.ts";
import { type RunningArtifact, startArtifact } from "../../support/artifact.ts";
import { type Answered, errorOf, post, send } from "../../support/client.ts";
import { opening, says } from "../../support/completions.ts";
import { deferred } from "../../support/deferred.ts";
import { backend, messages } from "../../support/gateway.ts";
import { type Answer, type ScriptedUpstream, startUpstream } from "../../support/upstream.ts";

let upstream: ScriptedUpstream;
const running: RunningArtifact[] = [];
beforeAll(async () => {
  upstream = await startUpstream();
  // Built here, where there is time for it; each test starts its own.
  await fresh();
});
afterAll(async () => {
  for (const artifact of running) await artifact.stop();
  await upstream.close();
});
beforeEach(() => {
  upstream.reset();
  for (const name of ["one", "twin", "spare"]) upstream.always(`/${name}/`, says("ok"));
});

/** A fresh server, which knows nothing yet. */
async function fresh(): Promise<RunningArtifact> {
  const config = `
backends:
${backend("one", upstream.url)}
${backend("twin", upstream.url, "", ["KEY_1", "KEY_2"])}
${backend("spare", upstream.url)}
failure_handling: { retries: 0, max_silent_wait: 1 }
resilience: { circuit_breaker: { failure_threshold: 2, open_cooldown_seconds: 1 } }
`;
  const env = { KEY: "sk-key", KEY_1: "sk-one", KEY_2: "sk-two" };
  const artifact = await startArtifact(config, { env, time: "held" });
  running.push(artifact);
  return artifact;
}

const ask = ({ url }: RunningArtifact, model: string, fields: object = {}): Promise<Answered> =>
  post(`${url}/v1/chat/completions`, { model, messages, ...fields });

const factsOf = ({ status, headers }: Answered) => [status, headers["x-turnout-route"], headers["x-turnout-attempts"]];

async function health({ url }: RunningArtifact) {
  const { circuits, cooldowns, dead_keys } = (await send(`${url}/readyz?verbose`, { method: "GET" })).fields;
  return { circuits, cooldowns, dead_keys };
}

const CALM = { circuits: [], cooldowns: [], dead_keys: [] };
const countOf = (artifact: RunningArtifact, name: string) => artifact.stderr().split(`"event":"${name}"`).length - 1;

/** Answers the key's requests so, and those of others well. */
const ofKey =
  (key: string, answer: Answer): Answer =>
  (request, response) =>
    (request.headers.authorization === `Bearer ${key}` ? answer : says("ok"))(request, response);

describe("a key that is rejected", () => {
  const refusals: Readonly<Record<string, { readonly answer: Answer; readonly reason: string }>> = {
    "401": { answer: refusal(401, "invalid_api_key"), reason: "invalid_api_key" },
    "402": { answer: refusal(402), reason: "402" },
    "403": { answer: refusal(403), reason: "403" },
    "429 for want of money": { answer: refusal(429, "insufficient_quota"), reason: "insufficient_quota" },
    "an error event": {
      answer: sse([opening, event({ error: { message: "no", type: "authentication_error" } })]),
      reason: "authentication_error",
    },
  };
  for (const [what, { answer, reason }] of Object.entries(refusals)) {
    test(`with ${what} leaves the request to the next key, and later requests start there`, async () => {
      const artifact = await fresh();
      upstream.always("/twin/", ofKey("sk-one", answer));
      const stream = what === "an error event";
      const answers = [];
      for (let i = 0; i < 6; i++) answers.push(factsOf(await ask(artifact, "twin:m", { stream })));
      // The keys rotate: either the first or the second request gets the dead one.
      expect(answers.map(([, route]) => route)).toEqual(new Array(6).fill("twin.2:m"));
      expect(answers.map(([, , attempts]) => attempts).sort()).toEqual(["1", "1", "1", "1", "1", "2"]);
      expect(await health(artifact)).toEqual({ ...CALM, dead_keys: [{ instance: "twin.1", reason }] });
      await artifact.logged(/"event":"key_dead"/);
      expect(countOf(artifact, "key_dead")).toBe(1);
      expect(artifact.stderr()).not.toContain("sk-one");
    });
  }

  test("comes back after a success; it is tried when nothing else is left", async () => {
    const artifact = await fresh();
    upstream.always("/twin/", ofKey("sk-one", refusal(401)));
    for (let i = 0; i < 2; i++) await ask(artifact, "twin:m");
    expect((await health(artifact)).dead_keys).toEqual([{ instance: "twin.1", reason: "401" }]);
    upstream.always("/twin/", ofKey("sk-two", refusal(503)));
    expect(factsOf(await ask(artifact, "twin:m"))).toEqual([200, "twin.1:m", "2"]);
    expect((await health(artifact)).dead_keys).toEqual([]);
    expect(await artifact.logged(/"event":"key_revived"/)).toContain('"instance":"twin.1"');
    upstream.always("/twin/", says("ok"));
    const routes = [];
    for (let i = 0; i < 4; i++) routes.push((await ask(artifact, "twin:m")).headers["x-turnout-route"]);
    expect(new Set(routes)).toEqual(new Set(["twin.1:m", "twin.2:m"]));
  });

  test("is dead for every model, but still tried if it is pinned", async () => {
    const artifact = await fresh();
    upstream.always("/twin/", ofKey("sk-one", refusal(403)));
    for (let i = 0; i < 2; i++) await ask(artifact, "twin:m");
    for (let i = 0; i < 4; i++) expect(factsOf(await ask(artifact, "twin:other"))).toEqual([200, "twin.2:other", "1"]);
    expect(factsOf(await ask(artifact, "twin.1:m"))).toEqual([403, "twin.1:m", "1"]);
    expect(factsOf(await ask(artifact, "twin.1:m|spare:m"))).toEqual([200, "spare:m", "1"]);
    upstream.always("/twin/", says("ok"));
    expect(factsOf(await ask(artifact, "twin.1:m"))).toEqual([200, "twin.1:m", "1"]);
    expect(await health(artifact)).toEqual(CALM);
  });

  test("and all others too: the last one's error, and both are tried again", async () => {
    const artifact = await fresh();
    upstream.always("/twin/", refusal(401, "invalid_api_key"));
    for (let i = 0; i < 3; i++)
      expect(factsOf(await ask(artifact, "twin:m")).filter((_, at) => at !== 1)).toEqual([401, "2"]);
    await artifact.logged(/"event":"key_dead".*"twin.1"/);
    await artifact.logged(/"event":"key_dead".*"twin.2"/);
    expect(countOf(artifact, "key_dead")).toBe(2);
  });
});

describe("a rate limit", () => {
  test("of one key does not affect the others, and of one model not the other models", async () => {
    const artifact = await fresh();
    upstream.always("/twin/", ofKey("sk-one", refusal(429, "rate_limit_exceeded", { "retry-after": "60" })));
    const answers = [];
    for (let i = 0; i < 6; i++) answers.push(factsOf(await ask(artifact, "twin:m")));
    expect(answers.map(([, route]) => route)).toEqual(new Array(6).fill("twin.2:m"));
    expect(answers.map(([, , attempts]) => attempts).sort()).toEqual(["1", "1", "1", "1", "1", "2"]);
    expect(await health(artifact)).toEqual({
      ...CALM,
      cooldowns: [{ target: "twin.1:m", reason: "rate_limit_exceeded", retry_in: expect.any(Number) }],
    });
    upstream.always("/twin/", says("ok"));
    const routes = [];
    for (let i = 0; i < 4; i++) routes.push((await ask(artifact, "twin:other")).headers["x-turnout-route"]);
    expect(new Set(routes)).toEqual(new Set(["twin.1:other", "twin.2:other"]));
  });

  test("that has passed is forgotten", async () => {
    const artifact = await fresh();
    upstream.once("/one/", refusal(429, null, { "retry-after-ms": "1200" }));
    expect(factsOf(await ask(artifact, "one:m|spare:m"))).toEqual([200, "spare:m", "2"]);
    expect((await health(artifact)).cooldowns).toEqual([{ target: "one:m", reason: "429", retry_in: 2 }]);
    await artifact.pass(1_199);
    expect(factsOf(await ask(artifact, "one:m|spare:m"))).toEqual([200, "spare:m", "1"]);
    await artifact.pass(1);
    expect(factsOf(await ask(artifact, "one:m|spare:m"))).toEqual([200, "one:m", "1"]);
    expect(await health(artifact)).toEqual(CALM);
  });
});

test("a circuit is closed, open, half open and gone, as /readyz?verbose and the log show it", async () => {
  const artifact = await fresh();
  expect(await health(artifact)).toEqual(CALM);
  const circuits = async () => (await health(artifact)).circuits;
  upstream.always("/one/", refusal(503));
  await ask(artifact, "one:m|spare:m");
  expect(await circuits()).toEqual([{ target: "one:m", state: "closed", failures: 1, reason: "503", retry_in: 0 }]);
  await ask(artifact, "one:m|spare:m");
  expect(await circuits()).toEqual([{ target: "one:m", state: "open", failures: 2, reason: "503", retry_in: 1 }]);
  expect(factsOf(await ask(artifact, "one:m|spare:m"))).toEqual([200, "spare:m", "1"]);

  const probed = deferred();
  const answerProbe = deferred();
  upstream.always("/one/", async (request, response) => {
    probed.resolve();
    await answerProbe.promise;
    await says("well again")(request, response);
  });
  await artifact.pass(999);
  expect(factsOf(await ask(artifact, "one:m|spare:m"))).toEqual([200, "spare:m", "1"]);
  await artifact.pass(1);
  const probe = ask(artifact, "one:m|spare:m");
  await probed.promise;
  expect(await circuits()).toEqual([{ target: "one:m", state: "half_open", failures: 2, reason: "503", retry_in: 0 }]);
  expect(factsOf(await ask(artifact, "one:m|spare:m"))).toEqual([200, "spare:m", "1"]);
  answerProbe.resolve();
  expect(factsOf(await probe)).toEqual([200, "one:m", "1"]);
  expect(await circuits()).toEqual([]);
  upstream.always("/one/", says("ok"));
  expect(factsOf(await ask(artifact, "one:m|spare:m"))).toEqual([200, "one:m", "1"]);
  await artifact.logged(/"event":"circuit_closed"/);
  const opened = JSON.parse(await artifact.logged(/"event":"circuit_opened"/));
  expect(opened).toMatchObject({ level: "warn", target: "one:m", failures: 2, seconds: 1 });
  for (const name of ["circuit_opened", "circuit_half_open", "circuit_closed"]) expect(countOf(artifact, name)).toBe(1);
});

test("content that is rejected is shown, not rerouted, and counts against neither key nor target", async () => {
  const artifact = await fresh();
  for (const code of ["content_policy_violation", "content_filter"]) {
    const before = upstream.begun();
    upstream.once("/twin/", refusal(400, code));
    const answer = await ask(artifact, "twin:m|spare:m");
    expect([answer.status, errorOf(answer).code, errorOf(answer).message]).toEqual([400, code, "upstream says 400"]);
    expect(upstream.begun()).toBe(before + 1);
  }
  expect(await health(artifact)).toEqual(CALM);
});
