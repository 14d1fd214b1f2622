/** Two servers on one Redis: what one learns the other knows, and their turns come out even. */
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

/** Milliseconds within which the other server must know. */
const PROMPT = 1000;

let redis: RedisServer;
let upstream: ScriptedUpstream;
let a: SharingServer;
let b: SharingServer;

beforeAll(async () => {
  redis = await startRedis();
  upstream = await startUpstream();
  const config = `backends:
${backend("turning", upstream.url, "", Object.keys(KEYS))}
${["busy", "down", "locked", "fine"].map((name) => backend(name, upstream.url, "", ["KEY_1"])).join("\n")}
failover_routes:
  by-busy: { policy: ordered, elements: ["busy:m", "fine:m"] }
  by-down: { policy: ordered, elements: ["down:m", "fine:m"] }
  by-locked: { policy: ordered, elements: ["locked:m", "fine:m"] }
failure_handling: { retries: 0, max_silent_wait: 1 }
resilience: { circuit_breaker: { failure_threshold: 2, open_cooldown_seconds: 2 } }
state: \${REDIS_URL}
`;
  [a, b] = await startPair(config, redis.url);
  upstream.always("/", says("ok"));
}, 60_000);
afterAll(() => upstream?.close());
beforeEach(() => upstream.reset());

/** What it asked of the upstream, by backend, while this ran. */
async function asked(run: () => Promise<unknown>): Promise<readonly string[]> {
  const before = upstream.received.length;
  await run();
  return upstream.received.slice(before).map(({ url }) => url.split("/")[1] ?? "");
}

/** Milliseconds from the request that meets the fault on the one server until the other knows. */
async function timeToKnow(model: string, times: number, holds: (verbose: Verbose) => boolean): Promise<number> {
  for (let count = 1; count < times; count += 1) await a.ask(model);
  const from = performance.now();
  expect(await a.answeredBy(model)).toBe("fine:m");
  await b.until(holds);
  return performance.now() - from;
}

test("a cooldown of one server is the other's within a second, and ends on both", async () => {
  upstream.once("/busy", refusal(429, null, { "retry-after": "3" }));
  expect(await timeToKnow("by-busy", 1, ({ cooldowns }) => cooldowns.length > 0)).toBeLessThan(PROMPT);
  const [there, here] = [await a.readyz(), await b.readyz()];
  expect(here.cooldowns).toMatchObject([{ target: "busy:m", reason: "429" }]);
  expect(Math.abs((here.cooldowns[0]?.retry_in ?? 0) - (there.cooldowns[0]?.retry_in ?? 0))).toBeLessThanOrEqual(1);
  expect(await asked(() => b.answeredBy("by-busy"))).toEqual(["fine"]);
  expect(await b.artifact.logged(/"event":"cooldown"/)).toContain('"from":"shared"');
  await Promise.all([a, b].map((server) => server.until(({ cooldowns }) => cooldowns.length === 0)));
  expect(await asked(() => b.answeredBy("by-busy"))).toEqual(["busy"]);
});

test("an open circuit of one server is the other's within a second, and so is its recovery", async () => {
  upstream.always("/down", refusal(503));
  expect(await timeToKnow("by-down", 2, ({ circuits }) => circuits[0]?.state === "open")).toBeLessThan(PROMPT);
  expect(await asked(() => b.answeredBy("by-down"))).toEqual(["fine"]);
  upstream.always("/down", says("up again"));
  await a.until(({ circuits }) => circuits[0]?.retry_in === 0);
  const from = performance.now();
  expect(await a.answeredBy("by-down")).toBe("down:m");
  await b.until(({ circuits }) => circuits.length === 0);
  expect(performance.now() - from).toBeLessThan(PROMPT);
  expect(await asked(() => b.answeredBy("by-down"))).toEqual(["down"]);
});

test("a dead key of one server is the other's within a second, and so is its revival", async () => {
  upstream.always("/locked", refusal(401));
  const isDead = ({ dead_keys }: Verbose) => dead_keys[0]?.instance === "locked.1";
  expect(await timeToKnow("by-locked", 1, isDead)).toBeLessThan(PROMPT);
  expect(await asked(() => b.answeredBy("by-locked"))).toEqual(["fine"]);
  upstream.always("/locked", says("open again"));
  const from = performance.now();
  // Where there is no other, a dead key is tried all the same.
  expect(await a.answeredBy("locked:m")).toBe("locked:m");
  await b.until(({ dead_keys }) => dead_keys.length === 0);
  expect(performance.now() - from).toBeLessThan(PROMPT);
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

test("servers that are asked in turns use keys in turns, as one would", async () => {
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

test("under load on both, unevenly, the turns over both come out even", async () => {
  const client = new Redis(redis.url);
  const told = Number(await client.hget(COUNTERS_KEY, "keys:0"));
  const before = upstream.received.length;
  const load = startLoad([a, a, a, b], { model: "turning:m", atOnce: 8 });
  // Over several looks at the totals, so that servers jump while they turn.
  await load.on(1500);
  await load.stop();
  expect(load.answered.filter(({ status }) => status !== 200)).toEqual([]);
  await turnsTold(client, told + load.answered.length);
  client.disconnect();
  const keys = keysSince(before);
  const first = keys.filter((key) => key === KEYS.KEY_1).length;
  expect(keys.length).toBeGreaterThan(200);
  expect(Math.abs(2 * first - keys.length) / keys.length).toBeLessThan(0.05);
});
