/** `turnout serve` and `turnout dev` share state as the artifact does, and leave no connection behind. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { Redis } from "ioredis";
import { afterAll, beforeAll, expect, test } from "vitest";
import { folderWith, startCli } from "../support/cli.ts";
import { send } from "../support/client.ts";
import { type RedisServer, startRedis } from "../support/redis.ts";
import type { Verbose } from "../support/sharing.ts";

let redis: RedisServer;
let client: Redis;

beforeAll(async () => {
  redis = await startRedis({ password: "s3cret" });
  client = new Redis(redis.url);
});
afterAll(() => client?.disconnect());

const config = (reply: string) => `backends:
  mock: { type: mock, mock: { reply: "${reply}", word_delay: 0 } }
default_backend: mock
state: \${REDIS_URL}
`;

/** Connections of servers, and nobody else's. */
async function connections(): Promise<number> {
  const list = String(await client.client("LIST"));
  return list.split("\n").filter((line) => /\bname=turnout\b/.test(line)).length;
}

/** Settles when there are so many; a test that waits in vain fails at its limit. */
async function untilConnections(count: number): Promise<void> {
  while ((await connections()) !== count) await delay(5);
}

async function untilConnected(url: string): Promise<void> {
  for (;;) {
    const { fields } = await send(`${url}/readyz?verbose`, { method: "GET" });
    const { state } = fields as unknown as Verbose;
    expect(state.kind).toBe("redis");
    if (state.connected) return;
    await delay(5);
  }
}

const urlIn = (line: string) => /http:\/\/\S+?:\d+/.exec(line)?.[0] ?? "";

test("serve: joins, and leaves at the end", async () => {
  const cwd = folderWith({ "config.yaml": config("served") });
  const server = startCli(["serve", "--port", "0"], { cwd, env: { REDIS_URL: redis.url } });
  await untilConnected(urlIn(await server.printed(/listening on/)));
  expect(await connections()).toBe(1);
  server.signal("SIGTERM");
  const { code, stdout, stderr } = await server.exit;
  expect(code).toBe(0);
  expect(stdout + stderr).not.toContain("s3cret");
  await untilConnections(0);
});

test("dev: with each change the old gateway leaves and the new one joins", async () => {
  const cwd = folderWith({ "config.yaml": config("first") });
  const dev = startCli(["dev", "--port", "0"], { cwd, env: { REDIS_URL: redis.url } });
  const url = urlIn(await dev.printed(/config\.yaml on http/));
  await untilConnected(url);
  const before = String(await client.client("LIST"));
  for (const reply of ["second", "third", "fourth"]) {
    writeFileSync(join(cwd, "config.yaml"), config(reply));
    for (;;) {
      const body = JSON.stringify({ model: "m", messages: [{ role: "user", content: "hi" }] });
      if ((await send(`${url}/v1/chat/completions`, { body })).text.includes(reply)) break;
      await delay(5);
    }
    await untilConnected(url);
    await untilConnections(1);
  }
  const id = (list: string) => /^id=(\d+) .*\bname=turnout\b/m.exec(list)?.[1];
  expect(id(String(await client.client("LIST")))).not.toBe(id(before));
  writeFileSync(join(cwd, "config.yaml"), `${config("broken")}default_bakend: x\n`);
  await dev.printed(/the routes before this change stay/);
  expect(await connections()).toBe(1);
  writeFileSync(join(cwd, "config.yaml"), config("alone").replace(/^state.*\n/m, ""));
  await untilConnections(0);
  dev.signal("SIGTERM");
  const { code, stdout, stderr } = await dev.exit;
  expect(code).toBe(0);
  expect(stdout + stderr).not.toContain("s3cret");
});

test("dev: reports once that the variable is unset, and serves", async () => {
  const dev = startCli(["dev", "--port", "0"], { cwd: folderWith({ "config.yaml": config("alone") }) });
  await dev.printed(/REDIS_URL is not set: state stays in memory.*config\.yaml:4/);
  const { fields } = await send(`${urlIn(await dev.printed(/config\.yaml on http/))}/readyz?verbose`, {
    method: "GET",
  });
  expect(fields).toMatchObject({ state: { kind: "memory" } });
  dev.signal("SIGTERM");
  const { code, stdout, stderr } = await dev.exit;
  expect([code, (stdout + stderr).split("REDIS_URL").length]).toEqual([0, 2]);
});

test("dev: exits with 1 if it cannot listen", async () => {
  const cwd = folderWith({ "config.yaml": config("nowhere") });
  // An address of documentation, which no machine has.
  const dev = startCli(["dev", "--port=0", "--host=192.0.2.1"], {
    cwd,
    env: { REDIS_URL: redis.url, TURNOUT_API_KEY: "k" },
  });
  expect(await dev.exit).toMatchObject({ code: 1, stderr: expect.stringContaining("192.0.2.1") });
  await untilConnections(0);
});
