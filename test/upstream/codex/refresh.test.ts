import { execFileSync } from "node:child_process";
import { statSync } from "node:fs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Clock, systemClock } from "../../../runtime/clock.ts";
import { json, stall } from "../../support/answers.ts";
import { errorOf } from "../../support/client.ts";
import { bearerOf, type ChatGpt, RESPONSES, startChatGpt, TOKENS, unauthorized } from "./support/chatgpt.ts";
import { type CodexGateway, startGateway } from "./support/gateway.ts";
import { jwt, login, loginFile, readFields, writeLogin } from "./support/login-file.ts";

/** Milliseconds between two looks at a file that another process may be about to write. */
const LOOK_AGAIN = 250;

let chatgpt: ChatGpt;
let gateway: CodexGateway | null = null;

beforeEach(async () => {
  chatgpt = await startChatGpt();
});
afterEach(async () => {
  await gateway?.close();
  gateway = null;
  await chatgpt.close();
});

test("fifty concurrent requests with an expired token cause one refresh, and all are answered", async () => {
  const old = login({ expiresIn: -10 });
  chatgpt.refreshable.add(old.tokens.refresh_token);
  gateway = await startGateway(chatgpt, [loginFile(old)]);
  const { ask } = gateway;
  const answers = await Promise.all(Array.from({ length: 50 }, () => ask()));
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 50 }, () => 200));
  expect(chatgpt.refreshes().length).toBe(1);
  expect(chatgpt.refreshes()[0]?.fields).toEqual({
    client_id: "app_EMoamEEZ73f0CkXaXp7hrann",
    grant_type: "refresh_token",
    refresh_token: old.tokens.refresh_token,
    scope: "openid profile email",
  });
  expect(new Set(chatgpt.asked().map(bearerOf)).size).toBe(1);
});

test("fifty concurrent requests whose token is rejected cause one refresh, and all are answered", async () => {
  const old = login();
  chatgpt.refreshable.add(old.tokens.refresh_token);
  gateway = await startGateway(chatgpt, [loginFile(old)]);
  const { ask } = gateway;
  const answers = await Promise.all(Array.from({ length: 50 }, () => ask()));
  expect(answers.every(({ status }) => status === 200)).toBe(true);
  expect(chatgpt.refreshes().length).toBe(1);
});

test("a renewed login is written back completely: mode 0600, every other field, the current time", async () => {
  const { tokens, ...rest } = login({ expiresIn: 60 });
  chatgpt.refreshable.add(tokens.refresh_token);
  const path = loginFile({ future: { deep: [1, null] }, tokens: { ...tokens, extra: "kept" }, ...rest, zzz: 0.5 });
  gateway = await startGateway(chatgpt, [path]);
  expect((await gateway.ask()).status).toBe(200);
  const written = readFields(path);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(Object.keys(written)).toEqual(["future", "tokens", "OPENAI_API_KEY", "last_refresh", "zzz"]);
  expect(written).toMatchObject({ future: { deep: [1, null] }, zzz: 0.5, OPENAI_API_KEY: null });
  expect(written.tokens).toMatchObject({
    extra: "kept",
    refresh_token: `${tokens.refresh_token}+`,
    account_id: "account-0123456789",
  });
  expect(chatgpt.accepted).toContain(written.tokens.access_token);
  expect(Math.abs(Date.parse(written.last_refresh) - Date.now())).toBeLessThan(60_000);
  expect(written.last_refresh).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z$/);
});

test("a second process that renews first is noticed before the refresh", async () => {
  const old = login();
  const path = loginFile(old);
  gateway = await startGateway(chatgpt, [path]);
  const renewed = login();
  chatgpt.upstream.once("/backend-api", (_, response) => {
    writeLogin(path, renewed);
    chatgpt.accepted.add(renewed.tokens.access_token);
    json({ error: { message: "over", code: "token_expired" } }, 401)(_, response);
  });
  expect((await gateway.ask()).status).toBe(200);
  expect(chatgpt.refreshes()).toEqual([]);
  expect(bearerOf(chatgpt.asked()[1] ?? expect.fail())).toBe(renewed.tokens.access_token);
});

test("a second process that renews at the same time is noticed after the refresh has failed", async () => {
  const old = login({ expiresIn: -10 });
  const path = loginFile(old);
  const renewed = login();
  chatgpt.accepted.add(renewed.tokens.access_token);
  // Its answer is slow, and it writes between two looks at the file.
  let looks = 0;
  const clock: Clock = {
    ...systemClock,
    setTimer(ms, fn) {
      if (ms !== LOOK_AGAIN) return systemClock.setTimer(ms, fn);
      looks += 1;
      if (looks === 4) writeLogin(path, renewed);
      return systemClock.setTimer(0, fn);
    },
  };
  gateway = await startGateway(chatgpt, [path], { clock });
  chatgpt.upstream.once(TOKENS, json({ error: { message: "used", code: "refresh_token_reused" } }, 401));
  expect((await gateway.ask()).status).toBe(200);
  expect(chatgpt.refreshes().length).toBe(1);
  expect(looks).toBe(4);
  expect(readFields(path)).toEqual(renewed);
});

test("two backends with the same file renew it once", async () => {
  const old = login({ expiresIn: -10 });
  chatgpt.refreshable.add(old.tokens.refresh_token);
  const path = loginFile(old);
  // Two backends with one file give the driver that file twice.
  gateway = await startGateway(chatgpt, [path, path]);
  const { ask } = gateway;
  const answers = await Promise.all(Array.from({ length: 20 }, () => ask()));
  expect(answers.every(({ status }) => status === 200)).toBe(true);
  expect(chatgpt.refreshes().length).toBe(1);
  expect(new Set(chatgpt.asked().map(bearerOf))).toEqual(new Set([readFields(path).tokens.access_token]));
});

test.each([
  ["refresh_token_expired", 401],
  ["refresh_token_invalidated", 400],
  ["invalid_grant", 400],
  [null, 401],
])(
  "a refresh token that is dead (%s, %d) needs a login, and is not tried again until there is one",
  async (code, status) => {
    const path = loginFile(login({ expiresIn: -10 }));
    gateway = await startGateway(chatgpt, [path]);
    chatgpt.upstream.always(
      TOKENS,
      json(code === "invalid_grant" ? { error: code } : { error: { message: "no", code } }, status),
    );
    for (let i = 0; i < 3; i++) {
      const answer = await gateway.ask();
      expect(answer.status).toBe(401);
      expect(errorOf(answer)).toMatchObject({ code: "codex_login_required" });
      expect(errorOf(answer).message).toContain("codex login");
    }
    expect(chatgpt.refreshes().length).toBe(1);
    expect(chatgpt.asked()).toEqual([]);
    const fresh = login();
    chatgpt.accepted.add(fresh.tokens.access_token);
    writeLogin(path, fresh);
    await expect.poll(async () => (await gateway?.ask())?.status).toBe(200);
  },
);

test.each([
  ["500", json({ error: "no" }, 500)],
  ["429", json({ error: "slow" }, 429)],
  ["a page", json("<html>", 200)],
])("a refresh that fails temporarily (%s) leaves a token in use that is still valid", async (_, answer) => {
  const old = login({ expiresIn: 120 });
  chatgpt.accepted.add(old.tokens.access_token);
  gateway = await startGateway(chatgpt, [loginFile(old)]);
  chatgpt.upstream.always(TOKENS, answer);
  expect((await gateway.ask()).status).toBe(200);
  expect((await gateway.ask()).status).toBe(200);
  expect(chatgpt.refreshes().length).toBe(1);
  expect(chatgpt.asked().map(bearerOf)).toEqual([old.tokens.access_token, old.tokens.access_token]);
});

test("a refresh that fails temporarily fails requests without a token so that others may be tried, and is tried again", async () => {
  const old = login({ expiresIn: -10 });
  chatgpt.refreshable.add(old.tokens.refresh_token);
  gateway = await startGateway(chatgpt, [loginFile(old)], { settings: { failure: { ...noRetries, enabled: false } } });
  chatgpt.upstream.once(TOKENS, json({ error: "no" }, 502));
  const failed = await gateway.ask();
  expect([failed.status, errorOf(failed).code]).toEqual([503, "codex_login_unavailable"]);
  expect((await gateway.ask()).status).toBe(200);
});

const noRetries = {
  enabled: true,
  retries: 0,
  minRetryWait: 1,
  totalTimeoutBudget: 90,
  maxFailoverHops: 5,
  maxSilentWait: 30,
  keepaliveInterval: 8,
};

test.each([-3600, 60])(
  "a token that a wrong clock considers expired on arrival is used until the upstream rejects it (%d s)",
  async (expiresIn) => {
    const old = login({ expiresIn: -10 });
    gateway = await startGateway(chatgpt, [loginFile(old)]);
    const first = jwt({ expiresIn });
    chatgpt.accepted.add(first);
    chatgpt.upstream.once(TOKENS, json({ access_token: first }));
    for (let i = 0; i < 3; i++) expect((await gateway.ask()).status).toBe(200);
    expect(chatgpt.refreshes().length).toBe(1);
    expect(chatgpt.asked().map(bearerOf)).toEqual([first, first, first]);
    expect(gateway.log()).toContain("codex_clock_differs");
  },
);

test("a token that is rejected although it was just renewed causes no more refreshes", async () => {
  const old = login();
  chatgpt.refreshable.add(old.tokens.refresh_token);
  chatgpt.upstream.always(RESPONSES, unauthorized);
  gateway = await startGateway(chatgpt, [loginFile(old)]);
  for (let i = 0; i < 4; i++) expect((await gateway.ask()).status).toBe(401);
  expect(chatgpt.refreshes().length).toBe(1);
  expect(chatgpt.asked().length).toBe(5);
});

test("a login that is being written, or is unreadable, does not affect one that is in use", async () => {
  const good = login();
  chatgpt.accepted.add(good.tokens.access_token);
  const path = loginFile(good);
  gateway = await startGateway(chatgpt, [path]);
  expect((await gateway.ask()).status).toBe(200);
  writeLogin(path, JSON.stringify(good).slice(0, 50));
  await expect
    .poll(async () => [(await gateway?.ask())?.status, gateway?.log().includes("is not valid JSON")])
    .toEqual([200, true]);
});

test("a refresh endpoint that never answers costs a request a limited time", async () => {
  const old = login({ expiresIn: -10 });
  const timers: { readonly ms: number; readonly fn: () => void }[] = [];
  const clock: Clock = {
    ...systemClock,
    setTimer(ms, fn) {
      if (ms !== 20_000) return systemClock.setTimer(ms, fn);
      timers.push({ ms, fn });
      return { cancel() {} };
    },
  };
  gateway = await startGateway(chatgpt, [loginFile(old)], {
    clock,
    settings: { failure: { ...noRetries, enabled: false } },
  });
  chatgpt.upstream.once(TOKENS, stall);
  const asked = gateway.ask();
  const refresh = await chatgpt.upstream.next();
  timers[0]?.fn();
  expect((await asked).status).toBe(503);
  expect(await refresh.over).toBe("cancelled");
});

test("a real second process that renews the login is noticed by its write alone", async () => {
  const old = login();
  const path = loginFile(old);
  chatgpt.accepted.add(old.tokens.access_token);
  gateway = await startGateway(chatgpt, [path]);
  expect((await gateway.ask()).status).toBe(200);
  const renewed = login();
  chatgpt.accepted.add(renewed.tokens.access_token);
  chatgpt.accepted.delete(old.tokens.access_token);
  const script =
    "const fs = require('node:fs'); const [path, text] = process.argv.slice(1); fs.writeFileSync(path + '.new', text); fs.renameSync(path + '.new', path);";
  execFileSync(process.execPath, ["-e", script, path, JSON.stringify(renewed)]);
  expect((await gateway.ask()).status).toBe(200);
  expect(chatgpt.refreshes()).toEqual([]);
});
