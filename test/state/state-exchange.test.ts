import { Redis } from "ioredis";
import { afterAll, beforeEach, expect, test } from "vitest";
import type { HealthChange } from "../../runtime/targets/health/change.ts";
import { startRedis } from "../support/redis.ts";
import { connect, joined } from "../support/state.ts";

const redis = await startRedis();
const peek = new Redis(redis.url);
afterAll(() => peek.disconnect());
beforeEach(() => peek.flushall());

const target = "openai.2:gpt-4o";

function cooldown(ms: number, of = target): HealthChange {
  return { kind: "cooldown", target: of, reason: "429", until: Date.now() + ms };
}

/** The same, but for the end of it, which shifts by what the message took. */
function expectSame(heard: HealthChange, said: HealthChange): void {
  const until = "until" in said ? said.until : 0;
  expect({ until, ...heard, ...("until" in heard ? { until } : {}) }).toEqual({ ...said, until });
  // Sent as what is left of it, in milliseconds that Redis counts: the time of the message is added to that.
  if ("until" in heard) expect(heard.until).toBeGreaterThanOrEqual(until - 2);
}

test("each kind of change reaches the others, and no server receives its own", async () => {
  const [a, b, c] = await Promise.all([joined(redis.url), joined(redis.url), joined(redis.url)]);
  const changes: readonly HealthChange[] = [
    cooldown(60_000),
    { kind: "circuit_opened", target, failures: 3, until: Date.now() + 20_000 },
    { kind: "circuit_closed", target },
    { kind: "key_died", instance: "openai.2", reason: "invalid_api_key" },
    { kind: "key_revived", instance: "openai.2" },
  ];
  for (const change of changes) {
    a.state.publish(change);
    expectSame(await b.changes.next(), change);
    expectSame(await c.changes.next(), change);
  }
  const other = cooldown(5000, "other:model");
  b.state.publish(other);
  expectSame(await a.changes.next(), other);
  expect(a.changes.all).toHaveLength(1);
});

test("a server that joins later learns what is still valid, with its remaining time", async () => {
  const early = await joined(redis.url);
  const watcher = await joined(redis.url);
  const opened: HealthChange = { kind: "circuit_opened", target, failures: 4, until: Date.now() + 20_000 };
  const limited = cooldown(60_000);
  early.state.publish(limited);
  early.state.publish(opened);
  early.state.publish({ kind: "key_died", instance: "openai.1", reason: "invalid_api_key" });
  early.state.publish({ kind: "key_died", instance: "openai.2", reason: "insufficient_quota" });
  for (let count = 0; count < 4; count += 1) await watcher.changes.next();
  early.state.publish(cooldown(0, "over:already"));
  early.state.publish({ kind: "key_revived", instance: "openai.2" });
  await watcher.changes.next();

  const late = await joined(redis.url);
  expect(late.changes.all.map((change) => change.kind).sort()).toEqual(["circuit_opened", "cooldown", "key_died"]);
  for (const change of late.changes.all) {
    if (change.kind === "circuit_opened") expectSame(change, opened);
    if (change.kind === "cooldown") expectSame(change, limited);
    if (change.kind === "key_died") expect(change.instance).toBe("openai.1");
  }
});

test("a server that rejoins does not receive its own changes", async () => {
  const early = await joined(redis.url);
  early.state.publish(cooldown(60_000));
  const witness = await joined(redis.url);
  if (witness.changes.all.length === 0) await witness.changes.next();
  await peek.call("CLIENT", "KILL", "TYPE", "pubsub");
  await early.logged("state_joined");
  expect(early.changes.all).toEqual([]);
});

test("every key expires and starts with turnout:", async () => {
  const counters = { rotations: [7], keys: [1], spares: [0] };
  const one = await joined(redis.url, counters);
  const other = await joined(redis.url);
  one.state.publish(cooldown(60_000));
  one.state.publish({ kind: "key_died", instance: "openai.1", reason: "401" });
  await other.changes.next();
  await other.changes.next();
  const keys = await peek.keys("*");
  expect(keys.sort()).toEqual(["turnout:counters", `turnout:health:cooldown:${target}`, "turnout:health:key:openai.1"]);
  for (const key of keys) expect(await peek.pttl(key)).toBeGreaterThan(0);
  expect(await peek.pttl(`turnout:health:cooldown:${target}`)).toBeLessThanOrEqual(60_000);
});

test("unknown content is ignored, as a record and as a message", async () => {
  const texts = ["", "null", "[]", "{", '{"from":"x"}', '{"from":"x","kind":"moved","target":"a:b","lasts":5000}'];
  for (const [index, text] of texts.entries()) await peek.set(`turnout:health:cooldown:${index}`, text, "PX", 60_000);
  await peek.set(
    "turnout:health:cooldown:for-ever",
    JSON.stringify({ from: "x", kind: "cooldown", target, reason: "" }),
  );
  const one = await joined(redis.url);
  for (const text of texts) await peek.publish("turnout:changes", text);
  const limited = cooldown(5000);
  const known = { from: "x", kind: "cooldown", target, reason: "429", lasts: 5000, colour: "of a later version" };
  await peek.publish("turnout:changes", JSON.stringify(known));
  expectSame(await one.changes.next(), limited);
  expect(one.changes.all).toHaveLength(1);
});

test("another database is separate", async () => {
  const [a, b] = await Promise.all([joined(`${redis.url}/0`), joined(`${redis.url}/3`)]);
  b.state.publish(cooldown(60_000));
  const late = await joined(`${redis.url}/3`);
  if (late.changes.all.length === 0) await late.changes.next();
  const stranger = await joined(`${redis.url}/0`);
  expect(stranger.changes.all).toEqual([]);
  expect(a.state.connected).toBe(true);
});

test("a hundred thousand foreign keys do not matter", async () => {
  await peek.eval("for i = 1, 100000 do redis.call('set', 'other:' .. i, i) end", 0);
  const early = await joined(redis.url);
  const limited = cooldown(60_000);
  early.state.publish(limited);
  const late = connect(redis.url);
  expectSame(await late.changes.next(), limited);
  await late.logged("state_joined");
});
