/** Two servers on one Redis: what one learns the other knows, and their rotations are even together. */
import { Redis } from "ioredis";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { COUNTERS_KEY } from "../../runtime/state/redis/wire.ts";
import { refusal } from "../support/answers.ts";
import { says } from "../support/completions.ts";
import { backend } from "../support/gateway.ts";
import { startLoad } from "../support/load.ts";
import { type RedisServer, startRedis } from "../support/redis.ts";
import { KEYS, type SharingServer, startPair, type Verbose } from "../support/sharing.ts";
import { type ScriptedUpstream, startUpstream } from "../support/upstream.ts";

let redis: RedisServer;
let upstream: ScriptedUpstream;
let a: SharingServer;
let b: SharingServer;

/** @param cooldown seconds for which a circuit stays open */
const config = (cooldown: number) => `backends:
${backend("turning", upstream.url, "", Object.keys(KEYS))}
${["busy", "brief", "down", "locked", "fine"].map((name) => backend(name, upstream.url, "", ["KEY_1"])).join("\n")}
failover_routes:
  by-busy: { policy: ordered, elements: ["busy:m", "fine:m"] }
  by-brief: { policy: ordered, elements: ["brief:m", "fine:m"] }
  by-down: { policy: ordered, elements: ["down:m", "fine:m"] }
  by-locked: { policy: ordered, elements: ["locked:m", "fine:m"] }
failure_handling: { retries: 0, max_silent_wait: 1 }
resilience: { circuit_breaker: { failure_threshold: 2, open_cooldown_seconds: ${cooldown} } }
state: \${REDIS_URL}
`;

beforeAll(async () => {
  redis = await startRedis();
  upstream = await startUpstream();
  [a, b] = await startPair(config(600), redis.url);
  upstream.always("/", says("ok"));
});
afterAll(() => upstream?.close());
beforeEach(() => upstream.reset());

/** What it asked of the upstream, by backend, while this ran. */
async function asked(run: () => Promise<unknown>): Promise<readonly string[]> {
  const before = upstream.received.length;
  await run();
  return upstream.received.slice(before).map(({ url }) => url.split("/")[1] ?? "");
}

/** Requests that meet the fault on the one server, until the other knows. */
async function learns(model: string, times: number, holds: (verbose: Verbose) => boolean): Promise<void> {
  for (let count = 0; count < times; count += 1) expect(await a.answeredBy(model)).toBe("fine:m");
  await b.until(holds);
}

test("a cooldown on one server applies to the other for its remaining time", async () => {
  upstream.once("/busy", refusal(429, null, { "retry-after": "600" }));
  await learns("by-busy", 1, ({ cooldowns }) => cooldowns.length > 0);
  const [there, here] = [await a.readyz(), await b.readyz()];
  expect(here.cooldowns).toMatchObject([{ target: "busy:m", reason: "429" }]);
  // The one was asked before the other.
  const [first, second] = [there.cooldowns[0]?.retry_in ?? 0, here.cooldowns[0]?.retry_in ?? 0];
  expect([second > 0, second <= first + 1]).toEqual([true, true]);
  expect(await asked(() => b.answeredBy("by-busy"))).toEqual(["fine"]);
  expect(await b.artifact.logged(/"event":"cooldown".*"busy:m"/)).toContain('"from":"shared"');
});

test("a cooldown ends on both at the same time", async () => {
  upstream.once("/brief", refusal(429, null, { "retry-after-ms": "1100" }));
  expect(await a.answeredBy("by-brief")).toBe("fine:m");
  await b.artifact.logged(/"event":"cooldown".*"brief:m"/);
  const isOver = ({ cooldowns }: Verbose) => cooldowns.every(({ target }) => target !== "brief:m");
  await Promise.all([a, b].map((server) => server.until(isOver)));
  expect(await asked(() => b.answeredBy("by-brief"))).toEqual(["brief"]);
});

test("an open circuit on one server applies to the other", async () => {
  upstream.always("/down", refusal(503));
  await learns("by-down", 2, ({ circuits }) => circuits[0]?.state === "open");
  expect(await asked(() => b.answeredBy("by-down"))).toEqual(["fine"]);
});

test("a circuit closed on one server is closed on the other", async () => {
  const [one, other] = await startPair(config(1), (await startRedis()).url);
  upstream.always("/down", refusal(503));
  for (let count = 0; count < 2; count += 1) await one.ask("by-down");
  await other.artifact.logged(/"event":"circuit_opened"/);
  upstream.always("/down", says("up again"));
  await one.until(({ circuits }) => circuits[0]?.retry_in === 0);
  expect(await one.answeredBy("by-down")).toBe("down:m");
  await other.until(({ circuits }) => circuits.length === 0);
  expect(await asked(() => other.answeredBy("by-down"))).toEqual(["down"]);
});

test("a dead key on one server is dead on the other, and so is its revival", async () => {
  upstream.always("/locked", refusal(401));
  await learns("by-locked", 1, ({ dead_keys }) => dead_keys[0]?.instance === "locked.1");
  expect(await asked(() => b.answeredBy("by-locked"))).toEqual(["fine"]);
  upstream.always("/locked", says("open again"));
  // Where there is no other, a dead key is tried all the same.
  expect(await a.answeredBy("locked:m")).toBe("locked:m");
  await b.until(({ dead_keys }) => dead_keys.length === 0);
  expect(await asked(() => b.answeredBy("by-locked"))).toEqual(["locked"]);
});

/** Keys that the upstream was sent, in order, since there were so many requests. */
function keysSince(count: number): readonly string[] {
  return upstream.received.slice(count).map(({ headers }) => String(headers.authorization).replace("Bearer ", ""));
}

/** Settles when all turns of both servers are in the totals. */
async function turnsTold(client: Redis, turns: number): Promise<void> {
  while (Number(await client.hget(COUNTERS_KEY, "keys:0")) !== turns);
}

/** Settles when a server has added its turns to the totals. */
async function totalsMove(client: Redis): Promise<void> {
  const before = await client.hget(COUNTERS_KEY, "keys:0");
  while ((await client.hget(COUNTERS_KEY, "keys:0")) === before);
}

test("servers used alternately rotate keys as a single one would", async () => {
  const client = new Redis(redis.url);
  const before = upstream.received.length;
  const rounds = 6;
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, server] of [a, b].entries()) {
      await server.ask("turning:m");
      await turnsTold(client, 2 * round + index + 1);
    }
  }
  // Each by itself would give 1, 1, 2, 2, 1, 1 …; a server takes numbers of its own once it has turned beside another.
  const keys = keysSince(before).slice(4);
  expect(keys).toHaveLength(2 * rounds - 4);
  expect(keys.filter((key, index) => key === keys[index - 1])).toEqual([]);
  client.disconnect();
});

test("under uneven load, the rotation over both servers is even", async () => {
  const client = new Redis(redis.url);
  const told = Number(await client.hget(COUNTERS_KEY, "keys:0"));
  const before = upstream.received.length;
  const load = startLoad([a, a, a, b], { model: "turning:m", atOnce: 8 });
  await load.more(400);
  // Over several looks at the totals, so that servers jump while they turn.
  for (let look = 0; look < 6; look += 1) await totalsMove(client);
  await load.stop();
  expect(load.answered.filter(({ status }) => status !== 200)).toEqual([]);
  await turnsTold(client, told + load.answered.length);
  client.disconnect();
  const keys = keysSince(before);
  const first = keys.filter((key) => key === KEYS.KEY_1).length;
  expect(keys.length).toBeGreaterThan(200);
  expect(Math.abs(2 * first - keys.length) / keys.length).toBeLessThan(0.05);
});
