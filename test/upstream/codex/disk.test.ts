import { lstatSync, readdirSync, rmSync, statSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { systemClock } from "../../../runtime/clock.ts";
import { type LoginFiles, systemFiles } from "../../../runtime/upstream/codex/login/login-files.ts";
import { bearerOf, type ChatGpt, startChatGpt } from "./support/chatgpt.ts";
import { type CodexGateway, startGateway } from "./support/gateway.ts";
import { folder, login, loginFile, readFields, writeLogin } from "./support/login-file.ts";

let chatgpt: ChatGpt;
let gateway: CodexGateway;

beforeEach(async () => {
  chatgpt = await startChatGpt();
});
afterEach(async () => {
  await gateway.close();
  await chatgpt.close();
});

/** Files on a disk that is full while the test says so. */
function fullDisk() {
  const disk = { full: true, tries: 0 };
  const files: LoginFiles = {
    ...systemFiles,
    replace(path, text) {
      disk.tries++;
      if (disk.full) throw Object.assign(new Error(`ENOSPC: ${text}`), { code: "ENOSPC" });
      systemFiles.replace(path, text);
    },
  };
  return { disk, files };
}

test("on a full disk the new token is used from memory, reported once, and written when there is room", async () => {
  const old = login({ expiresIn: -10 });
  chatgpt.refreshable.add(old.tokens.refresh_token);
  const path = loginFile(old);
  const { disk, files } = fullDisk();
  let skipped = 0;
  const clock = { ...systemClock, now: () => performance.now() + skipped };
  gateway = await startGateway(chatgpt, [path], { files, clock });
  expect((await gateway.ask()).status).toBe(200);
  expect((await gateway.ask()).status).toBe(200);
  expect([disk.tries, chatgpt.refreshes().length]).toEqual([1, 1]);
  expect(readFields(path)).toEqual(old);

  // Another process touches the file, which still has the old login.
  writeLogin(path, { ...old, touched: true });
  skipped += 61_000;
  expect((await gateway.ask()).status).toBe(200);
  expect([disk.tries, chatgpt.refreshes().length]).toEqual([2, 1]);
  expect(gateway.log().match(/codex_login_not_saved/g)).toHaveLength(1);
  expect(gateway.log()).toContain("ENOSPC");

  disk.full = false;
  skipped += 61_000;
  expect((await gateway.ask()).status).toBe(200);
  expect(readFields(path)).toMatchObject({ touched: true, tokens: { refresh_token: `${old.tokens.refresh_token}+` } });
  expect(gateway.log()).toContain("codex_login_saved");
  for (const token of chatgpt.seen) expect(gateway.log()).not.toContain(token);
});

test("two consecutive renewals that could not be written do not fall back to the file", async () => {
  const old = login({ expiresIn: -10 });
  chatgpt.refreshable.add(old.tokens.refresh_token);
  const { files } = fullDisk();
  let skipped = 0;
  const clock = { ...systemClock, now: () => performance.now() + skipped };
  gateway = await startGateway(chatgpt, [loginFile(old)], { files, clock });
  expect((await gateway.ask()).status).toBe(200);
  chatgpt.accepted.clear();
  skipped = 31_000;
  expect((await gateway.ask()).status).toBe(200);
  expect(chatgpt.refreshes().map(({ fields }) => fields.refresh_token)).toEqual([
    old.tokens.refresh_token,
    `${old.tokens.refresh_token}+`,
  ]);
});

test("a new login in the file replaces one that could not be written", async () => {
  const old = login({ expiresIn: -10 });
  chatgpt.refreshable.add(old.tokens.refresh_token);
  const path = loginFile(old);
  const { files } = fullDisk();
  gateway = await startGateway(chatgpt, [path], { files });
  expect((await gateway.ask()).status).toBe(200);
  const fresh = login({ account: "another-account" });
  chatgpt.accepted.add(fresh.tokens.access_token);
  writeLogin(path, fresh);
  await expect
    .poll(async () => {
      await gateway.ask();
      return bearerOf(chatgpt.asked().at(-1) ?? expect.fail());
    })
    .toBe(fresh.tokens.access_token);
  expect(chatgpt.asked().at(-1)?.headers["chatgpt-account-id"]).toBe("another-account");
});

test("a logout counts even if a renewed login could not be written", async () => {
  const old = login({ expiresIn: -10 });
  chatgpt.refreshable.add(old.tokens.refresh_token);
  const path = loginFile(old);
  gateway = await startGateway(chatgpt, [path], { files: fullDisk().files });
  expect((await gateway.ask()).status).toBe(200);
  rmSync(path);
  await expect.poll(async () => (await gateway.ask()).status).toBe(401);
});

test("a link to a login file stays a link, and nothing is left next to it", async () => {
  const old = login({ expiresIn: -10 });
  chatgpt.refreshable.add(old.tokens.refresh_token);
  const path = loginFile(old);
  const link = join(folder(), "auth.json");
  symlinkSync(path, link);
  gateway = await startGateway(chatgpt, [link]);
  expect((await gateway.ask()).status).toBe(200);
  expect(lstatSync(link).isSymbolicLink()).toBe(true);
  expect(readFields(path).tokens.refresh_token).toBe(`${old.tokens.refresh_token}+`);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect([...readdirSync(dirname(path)), ...readdirSync(dirname(link))]).toEqual(["auth.json", "auth.json"]);
});
