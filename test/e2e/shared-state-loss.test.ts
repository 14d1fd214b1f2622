/** Servers whose Redis dies, freezes, is missing from the start or comes back: no request is affected. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { json, refusal } from "../support/answers.ts";
import { runArtifact } from "../support/artifact.ts";
import { post } from "../support/client.ts";
import { chat } from "../support/completions.ts";
import { backend } from "../support/gateway.ts";
import { type Load, startLoad } from "../support/load.ts";
import { type RedisServer, startRedis } from "../support/redis.ts";
import { alone, connected, KEYS, type SharingServer, startPair, startSharing } from "../support/sharing.ts";
import { type ScriptedUpstream, startUpstream } from "../support/upstream.ts";

const PASSWORD = "s3cret/of:redis";
/** What must not be shown. */
const SHOWN = new RegExp([PASSWORD, encodeURIComponent(PASSWORD), "of:redis", "of%3Aredis"].join("|"));

const AT_ONCE = 16;

let upstream: ScriptedUpstream;
let config: string;

beforeAll(async () => {
  upstream = await startUpstream();
  upstream.always("/", json(chat("ok")));
  const limited = ["busy", "crowded"];
  for (const name of limited) upstream.always(`/${name}`, refusal(429, null, { "retry-after": "60" }));
  config = `backends:
${backend("turning", upstream.url, "", Object.keys(KEYS))}
${[...limited, "fine"].map((name) => backend(name, upstream.url, "", ["KEY_1"])).join("\n")}
failover_routes:
  ${limited.map((name) => `by-${name}: { policy: ordered, elements: ["${name}:m", "fine:m"] }`).join("\n  ")}
failure_handling: { retries: 0, max_silent_wait: 1 }
state: \${REDIS_URL}
logging: { level: debug }
`;
});
afterAll(() => upstream?.close());

const knowsOf =
  (target: string) =>
  ({ cooldowns }: { readonly cooldowns: readonly { readonly target: string }[] }) =>
    cooldowns.some((one) => one.target === target);

/** Both are asked, sixteen requests at once, some hundred times before `happens` begins and all along. */
async function underLoad(servers: readonly SharingServer[], happens: (load: Load) => Promise<void>): Promise<void> {
  const load = startLoad(servers, { model: "turning:m", atOnce: AT_ONCE });
  await load.more(200);
  await happens(load);
  await load.more(100);
  await load.stop();
  expect(load.answered.filter(({ status }) => status !== 200)).toEqual([]);
}

function expectTold(servers: readonly SharingServer[], told: { readonly lost: number; readonly joined: number }): void {
  for (const server of servers) {
    expect([server.told("state_lost"), server.told("state_joined")]).toEqual([told.lost, told.joined]);
    expect(server.artifact.stderr()).not.toMatch(SHOWN);
  }
}

test("killed and restarted under load: no request fails, each server logs it once, both join again", async () => {
  const redis = await startRedis({ password: PASSWORD });
  const pair = await startPair(config, redis.url);
  const [a, b] = pair;
  await underLoad(pair, async (load) => {
    await redis.kill();
    await Promise.all(pair.map((server) => server.until(alone)));
    await load.more(200);
    await Promise.all(pair.map((server) => server.untilTold("state_still_lost", 3)));
    expectTold(pair, { lost: 1, joined: 1 });
    await a.ask("by-busy");
    expect(knowsOf("busy:m")(await b.readyz())).toBe(false);
    await redis.restart();
    await Promise.all(pair.map((server) => server.until(connected)));
  });
  // What one learnt alone, and what it learns now.
  await b.until(knowsOf("busy:m"));
  await b.ask("by-crowded");
  await a.until(knowsOf("crowded:m"));
  await Promise.all(pair.map((server) => server.untilTold("state_joined", 2)));
  expectTold(pair, { lost: 1, joined: 2 });
});

test("frozen under load: no request waits for it; it is given up, and joined when it continues", async () => {
  const redis = await startRedis();
  const pair = await startPair(config, redis.url);
  await underLoad(pair, async ({ answered }) => {
    redis.freeze();
    const before = answered.length;
    await Promise.all(pair.map((server) => server.until(alone)));
    // More than were under way: requests before the loss is noticed are answered too.
    expect(answered.length - before).toBeGreaterThan(AT_ONCE);
  });
  redis.thaw();
  await Promise.all(pair.map((server) => server.untilTold("state_joined", 2)));
  expectTold(pair, { lost: 1, joined: 2 });
});

test("absent at the start: the server works, with one warning, and joins later", async () => {
  const redis = await startRedis({ password: PASSWORD });
  await redis.kill();
  const server = await startSharing(config, redis.url);
  expect(await server.answeredBy("fine:m")).toBe("fine:m");
  const line = await server.artifact.logged(/"event":"state_lost"/);
  expect(JSON.parse(line)).toMatchObject({ level: "warn", address: `127.0.0.1:${redis.port}`, reason: /ECONNREFUSED/ });
  await server.artifact.logged(/"event":"state_still_lost"/);
  expect((await server.readyz()).state).toEqual({ kind: "redis", connected: false });
  expectTold([server], { lost: 1, joined: 0 });
  await redis.restart();
  await server.until(connected);
  await server.artifact.logged(/"event":"state_joined"/);
  expectTold([server], { lost: 1, joined: 1 });
});

test("without its variable the state stays in memory, which is reported once and is not an error", async () => {
  const server = await startSharing(config, null);
  const said = JSON.parse(await server.artifact.logged(/REDIS_URL/));
  expect(said).toMatchObject({
    level: "warn",
    event: "missing_variable",
    at: expect.stringMatching(/^config\.yaml:\d+$/),
  });
  expect(said.message).toBe("REDIS_URL is not set: state stays in memory, shared with no other server");
  await server.ask("by-busy");
  const { state, cooldowns } = await server.readyz();
  expect([state, cooldowns.length]).toEqual([{ kind: "memory" }, 1]);
  expect(server.artifact.stderr().split("REDIS_URL")).toHaveLength(2);
  const check = await runArtifact(config, { env: KEYS, flags: ["--check-env"] });
  expect(check).toMatchObject({ code: 0, stderr: "", stdout: expect.stringContaining("REDIS_URL is not set") });
  const both = await runArtifact(config, { flags: ["--check-env"] });
  expect(both).toMatchObject({ code: 1, stdout: expect.stringMatching(/KEY_1 is not set.*REDIS_URL is not set/s) });
});

test("neither the URL nor the password appears in any output", async () => {
  const redis = await startRedis({ password: PASSWORD });
  const right = redis.url;
  const wrong = right.replace(/:[^:@]+@/, `:not-${encodeURIComponent(PASSWORD)}@`);
  const unescaped = `redis://:${PASSWORD}@127.0.0.1:${redis.port}`;
  const said = await Promise.all(
    [right, wrong, unescaped].map(async (url) => {
      const server = await startSharing(config, url);
      await server.artifact.logged(url === right ? /"event":"state_joined"/ : /"event":"state_lost"/);
      const answers = await Promise.all([
        server.ask("turning:m"),
        server.ask("nowhere:m"),
        server.ask("by-busy"),
        post(`${server.artifact.url}/readyz?verbose`, {}),
      ]);
      const texts = answers.map(({ text, rawHeaders }) => text + rawHeaders.join());
      const readyz = JSON.stringify(await server.readyz());
      server.artifact.signal("SIGTERM");
      await server.artifact.exit;
      return { url, text: [...texts, readyz, server.artifact.stderr()].join("\n") };
    }),
  );
  const flags = ["--about", "--help", "--check-env"];
  const printed = await Promise.all(
    flags.map((flag) => runArtifact(config, { env: { ...KEYS, REDIS_URL: right }, flags: [flag] })),
  );
  expect(printed[0]?.stdout).toContain("REDIS_URL");
  for (const { url, text } of [
    ...said,
    ...printed.map(({ stdout, stderr }) => ({ url: right, text: stdout + stderr })),
  ]) {
    expect(text).not.toMatch(SHOWN);
    expect(text).not.toContain(url);
  }
});

test.for([
  ["joined, and frozen since", (redis: RedisServer) => redis.freeze(), connected],
  ["trying to reach one that is gone", (redis: RedisServer) => redis.kill(), alone],
  ["joined", () => {}, connected],
] as const)("SIGTERM ends a server with 0: %s", async ([, happens, holds]) => {
  const redis = await startRedis();
  const server = await startSharing(config, redis.url);
  await server.until(connected);
  await happens(redis);
  await server.until(holds);
  await server.ask("by-busy");
  server.artifact.signal("SIGTERM");
  expect(await server.artifact.exit).toEqual({ code: 0, signal: null });
});

test("SIGTERM ends a server that never got an answer from Redis", async () => {
  const redis = await startRedis();
  redis.freeze();
  const server = await startSharing(config, redis.url);
  await server.ask("by-busy");
  server.artifact.signal("SIGTERM");
  expect(await server.artifact.exit).toEqual({ code: 0, signal: null });
});

test("a server that cannot listen exits even if its Redis is reachable", async () => {
  const redis = await startRedis();
  const server = await startSharing(config, redis.url);
  const port = new URL(server.artifact.url).port;
  const env = { ...KEYS, REDIS_URL: redis.url };
  const { code, stderr } = await runArtifact(config, { env, flags: ["--port", port] });
  expect([code, stderr]).toEqual([1, expect.stringContaining("another process listens there")]);
});
