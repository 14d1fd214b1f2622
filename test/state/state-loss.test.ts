import { createServer } from "node:net";
import { Redis } from "ioredis";
import { expect, test } from "vitest";
import type { HealthChange } from "../../runtime/targets/health/change.ts";
import { startRawServer } from "../support/raw-server.ts";
import { startRedis } from "../support/redis.ts";
import { connect, joined, type Member } from "../support/state.ts";

function cooldown(target: string): HealthChange {
  return { kind: "cooldown", target, reason: "429", until: Date.now() + 60_000 };
}

function events(member: Member): readonly string[] {
  return member.lines.filter(({ level }) => level !== "debug").map(({ level, event }) => `${level} ${event}`);
}

/** The targets that it heard of, until this one. */
async function hears(member: Member, target: string): Promise<void> {
  for (;;) {
    const change = await member.changes.next();
    if ("target" in change && change.target === target) return;
  }
}

test("killed and restarted under load: nothing throws, one log line per change, and changes meanwhile arrive", async () => {
  const redis = await startRedis();
  const [a, b] = await Promise.all([joined(redis.url), joined(redis.url)]);
  let said = 0;
  const load = setInterval(() => {
    for (let count = 0; count < 50; count += 1) a.state.publish(cooldown(`load:${said++ % 500}`));
    a.counters.rotations[0] = (a.counters.rotations[0] ?? 0) + 50;
  }, 1);
  try {
    await hears(b, "load:400");
    await redis.kill();
    await Promise.all([a.logged("state_lost"), b.logged("state_lost")]);
    expect([a.state.connected, b.state.connected]).toEqual([false, false]);
    a.state.publish(cooldown("said:alone"));
    a.state.publish({ kind: "circuit_opened", target: "x:y", failures: 3, until: Date.now() + 60_000 });
    a.state.publish({ kind: "circuit_closed", target: "x:y" });
    await redis.restart();
    await Promise.all([a.logged("state_joined"), b.logged("state_joined")]);
    await hears(b, "said:alone");
  } finally {
    clearInterval(load);
  }
  b.state.publish(cooldown("back:again"));
  await hears(a, "back:again");
  const ofAlone = b.changes.all.filter((change) => "target" in change && change.target === "x:y");
  expect(ofAlone.map(({ kind }) => kind)).not.toContain("circuit_opened");
  const story = ["info state_joined", "warn state_lost", "info state_joined"];
  expect(events(a)).toEqual(story);
  expect(events(b)).toEqual(story);
});

test("a Redis that starts after the server is joined, with a single warning before", async () => {
  const redis = await startRedis();
  await redis.kill();
  const member = connect(redis.url);
  const { message, reason } = await member.logged("state_lost");
  expect(reason).toMatch(/ECONNREFUSED/);
  expect(message).toContain(`127.0.0.1:${redis.port}`);
  member.state.publish(cooldown("early:bird"));
  await redis.restart();
  await member.logged("state_joined");
  expect(events(member)).toEqual(["warn state_lost", "info state_joined"]);
  const other = await joined(redis.url);
  if (other.changes.all.length === 0) await other.changes.next();
  expect(other.changes.all).toMatchObject([{ kind: "cooldown", target: "early:bird" }]);
});

test("a frozen Redis is noticed without traffic, and joined when it continues", async () => {
  const redis = await startRedis();
  const member = await joined(redis.url);
  redis.freeze();
  const { reason } = await member.logged("state_lost");
  expect(reason).toMatch(/timeout/i);
  redis.thaw();
  await member.logged("state_joined");
  expect(events(member)).toEqual(["info state_joined", "warn state_lost", "info state_joined"]);
});

test("one that accepts and never answers: one warning, however often it is tried, and it can be closed", async () => {
  const silent = await startRawServer();
  const member = connect(`redis://127.0.0.1:${silent.port}`);
  const first = await silent.next();
  await member.logged("state_lost");
  await first.closed;
  await silent.next();
  await member.logged("state_still_lost");
  expect(events(member)).toEqual(["warn state_lost"]);
  await member.state.close();
  await silent.close();
});

test("one that sends garbage is not joined", async () => {
  const server = createServer((socket) => socket.on("error", () => {}).end("HTTP/1.1 400 Bad Request\r\n\r\n"));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const member = connect(`redis://127.0.0.1:${typeof address === "object" ? address?.port : 0}`);
  await member.logged("state_lost");
  await member.logged("state_still_lost");
  expect(events(member)).toEqual(["warn state_lost"]);
  await member.state.close();
  server.close();
});

test.for([
  ["a wrong password", "redis://:not-the-secret@HOST", /WRONGPASS/],
  ["a wrong user", "redis://ada:not-the-secret@HOST", /WRONGPASS/],
  ["no password", "redis://HOST", /NOAUTH/],
  ["a database that does not exist", "redis://:right%40secret@HOST/99", /DB index/],
] as const)("%s: one warning that says so, without the secret", async ([, url, problem]) => {
  const redis = await startRedis({ password: "right@secret" });
  const member = connect(url.replace("HOST", `127.0.0.1:${redis.port}`));
  const { reason } = await member.logged("state_lost");
  expect(reason).toMatch(problem);
  for (let attempt = 0; attempt < 3; attempt += 1) await member.logged("state_still_lost");
  expect(events(member)).toEqual(["warn state_lost"]);
  expect(JSON.stringify(member.lines)).not.toMatch(/secret/);
});

test.for([
  ["redis://:pass word@:::", /no URL/],
  ["redis://:%E0%A4%A@127.0.0.1", /URI malformed/],
  ["hunter2", /no URL/],
  [":hunter2@localhost:6379", /no URL/],
  ["http://:hunter2@localhost", /begin with redis:/],
  ["redis://:hunter/2@localhost", /no URL/],
  // Its host would be the user, its port the first half of the password.
  ["redis://ada:123#hunter2@localhost", /%2F, %3F or %23/],
  ["redis://ada:123/hunter2@localhost", /%2F, %3F or %23/],
  ["redis://ada:123?hunter2@localhost", /%2F, %3F or %23/],
  ["redis://:hunter2@localhost/zero", /number/],
] as const)("%s, which is not what is wanted, costs a warning without it", async ([url, problem]) => {
  const member = connect(url);
  const { message = "" } = await member.logged("state_lost");
  expect(message).toMatch(problem);
  const text = JSON.stringify(member.lines);
  for (const part of [url, "hunter", "123", "ada"]) expect(text).not.toContain(part);
  member.state.publish(cooldown("a:b"));
  expect(member.state.connected).toBe(false);
  await member.state.close();
  expect(events(member)).toEqual(["warn state_lost"]);
});

test("one that accepts no writes is not joined until it does", async () => {
  const [primary, replica] = [await startRedis(), await startRedis()];
  const admin = new Redis(replica.url);
  await admin.replicaof("127.0.0.1", primary.port);
  const member = connect(replica.url);
  const { reason } = await member.logged("state_lost");
  expect(reason).toMatch(/READONLY|LOADING|MASTERDOWN/);
  await admin.replicaof("NO", "ONE");
  await member.logged("state_joined");
  expect(events(member)).toEqual(["warn state_lost", "info state_joined"]);
  admin.disconnect();
});

test("closing is final: while waiting to reconnect, and while joined", async () => {
  const redis = await startRedis();
  const member = await joined(redis.url);
  await redis.kill();
  await member.logged("state_lost");
  await member.state.close();
  await redis.restart();
  const other = await joined(redis.url);
  await other.state.close();
  other.state.publish(cooldown("a:b"));
  expect(member.state.connected).toBe(false);
  expect(events(member)).toEqual(["info state_joined", "warn state_lost"]);
  expect(events(other)).toEqual(["info state_joined"]);
});
