/** Seconds that servers with shared state may take; that they do it at all is the suite's to say. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { json, refusal } from "../support/answers.ts";
import { startArtifact } from "../support/artifact.ts";
import { chat } from "../support/completions.ts";
import { backend } from "../support/gateway.ts";
import { startLoad } from "../support/load.ts";
import { startRedis } from "../support/redis.ts";
import { alone, connected, KEYS, startPair, startSharing, type Verbose } from "../support/sharing.ts";
import { type ScriptedUpstream, startUpstream } from "../support/upstream.ts";

let upstream: ScriptedUpstream;
let config: string;

beforeAll(async () => {
  upstream = await startUpstream();
  upstream.always("/", json(chat("ok")));
  upstream.always("/busy", refusal(429, null, { "retry-after": "60" }));
  config = `backends:
${["turning", "busy", "fine"].map((name) => backend(name, upstream.url, "", ["KEY_1"])).join("\n")}
failover_routes:
  by-busy: { policy: ordered, elements: ["busy:m", "fine:m"] }
failure_handling: { retries: 0, max_silent_wait: 1 }
state: \${REDIS_URL}
`;
});
afterAll(() => upstream?.close());

/** Milliseconds that it takes. */
async function timeOf(run: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await run();
  return performance.now() - from;
}

test("what one server learns the other knows within a second, also after Redis was away", async () => {
  const redis = await startRedis();
  const [a, b] = await startPair(config, redis.url);
  const knows = ({ cooldowns }: Verbose) => cooldowns.length > 0;
  await a.ask("by-busy");
  expect(await timeOf(() => b.until(knows))).toBeLessThan(1_000);
  await redis.kill();
  await Promise.all([a, b].map((server) => server.until(alone)));
  await redis.restart();
  expect(await timeOf(() => Promise.all([a, b].map((server) => server.until(connected))))).toBeLessThan(2_000);
});

test("no request waits while Redis is frozen, and then gone", async () => {
  const redis = await startRedis();
  const pair = await startPair(config, redis.url);
  const load = startLoad(pair, { model: "turning:m", atOnce: 16 });
  const slowest = (from: number) => Math.max(...load.answered.slice(from).map(({ ms }) => ms));
  await load.more(400);
  const before = slowest(0);
  const from = load.answered.length;
  redis.freeze();
  await Promise.all(pair.map((server) => server.until(alone)));
  redis.thaw();
  await redis.kill();
  await Promise.all(pair.map((server) => server.untilTold("state_still_lost", 3)));
  await load.stop();
  expect(slowest(from)).toBeLessThan(before + 1_000);
});

test.each([
  ["joined", false],
  ["joined, and frozen since", true],
])("SIGTERM ends a server within two seconds: %s", async (_, frozen) => {
  const redis = await startRedis();
  const server = await startSharing(config, redis.url);
  await server.until(connected);
  if (frozen) redis.freeze();
  server.artifact.signal("SIGTERM");
  expect(await timeOf(() => server.artifact.exit)).toBeLessThan(2_000);
});

test("a start takes hardly longer with shared state than without", async () => {
  const redis = await startRedis();
  const times = { without: [] as number[], sharing: [] as number[] };
  const start = (text: string) =>
    timeOf(async () => (await startArtifact(text, { env: { ...KEYS, REDIS_URL: redis.url } })).stop());
  for (let round = 0; round < 10; round += 1) {
    times.without.push(await start(config.replace(/^state: .*\n/m, "")));
    times.sharing.push(await start(config));
  }
  // Of each the best: what else the machine does only ever adds. Measured: 1.14 (48 ms, 42 without): the larger file.
  expect(Math.min(...times.sharing.slice(1)) / Math.min(...times.without.slice(1))).toBeLessThan(1.4);
});
