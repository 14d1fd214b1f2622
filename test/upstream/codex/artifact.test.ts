import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { json } from "../../support/answers.ts";
import { runArtifact, startArtifact } from "../../support/artifact.ts";
import { post } from "../../support/client.ts";
import { deferred } from "../../support/deferred.ts";
import { bearerOf, type ChatGpt, startChatGpt, TOKENS } from "./support/chatgpt.ts";
import { folder, jwt, login, readFields, writeLogin } from "./support/login-file.ts";

let chatgpt: ChatGpt;
let home: string;

beforeEach(async () => {
  chatgpt = await startChatGpt();
  home = folder();
  mkdirSync(join(home, ".codex"));
});
afterEach(() => chatgpt.close());

const config = () => `
backends:
  codex: { type: openai-codex, base_url: "${chatgpt.origin}/backend-api/codex", refresh_url: "${chatgpt.refreshUrl}" }
default_backend: codex
`;

test("a built server finds the CLI's login, renews it and answers with it", async () => {
  const old = login({ expiresIn: -10 });
  chatgpt.refreshable.add(old.tokens.refresh_token);
  const path = join(home, ".codex", "auth.json");
  writeLogin(path, old);
  const artifact = await startArtifact(config(), { env: { HOME: home } });
  const answer = await post(`${artifact.url}/v1/responses`, { model: "gpt-5-codex", input: "hi" });
  artifact.signal("SIGTERM");
  expect(answer.fields).toMatchObject({ status: "completed" });
  expect(chatgpt.asked().map(bearerOf)).toEqual([readFields(path).tokens.access_token]);
  expect(await artifact.exit).toEqual({ code: 0, signal: null });
  for (const token of chatgpt.seen) expect(artifact.stderr()).not.toContain(token);
});

test.each([
  ["a signal whose time is over", ["SIGTERM"], 0],
  ["a second signal", ["SIGTERM", "SIGTERM"], 130],
] as const)("%s does not lose a login that is being renewed", async (_, signals, code) => {
  const old = login({ expiresIn: -10 });
  const asked = deferred();
  const answered = deferred();
  const fresh = { id_token: jwt(), access_token: jwt(), refresh_token: "rt_new" };
  chatgpt.upstream.once(TOKENS, async (request, response) => {
    asked.resolve();
    await answered.promise;
    await json(fresh)(request, response);
  });
  const path = join(home, ".codex", "auth.json");
  writeLogin(path, old);
  const settings = `${config()}server: { drain_seconds: 0 }\n`;
  const artifact = await startArtifact(settings, { env: { HOME: home } });
  const lost = post(`${artifact.url}/v1/responses`, { model: "gpt-5-codex", input: "hi" }).catch(() => null);
  await asked.promise;
  for (const signal of signals) {
    artifact.signal(signal);
    await artifact.logged(/"event":"(?:stopping|cut_off)"/);
  }
  expect(await lost).toBeNull();
  answered.resolve();
  expect(await artifact.exit).toEqual({ code, signal: null });
  expect(readFields(path).tokens.access_token).toBe(fresh.access_token);
});

test("--check-env reports the login and exits with 1 if there is none", async () => {
  const without = await runArtifact(config(), { env: { HOME: home }, flags: ["--check-env"] });
  expect(without.stdout).toContain(`codex.1: ${home}/.codex/auth.json does not exist. Run \`codex login\`.`);
  expect(without.code).toBe(1);
  writeLogin(join(home, "auth.json"), login());
  const found = await runArtifact(config(), { env: { HOME: "/", CODEX_HOME: home }, flags: ["--check-env"] });
  expect(found.stdout).toMatch(/^codex\.1: \S+\/auth\.json valid until \S+Z, account account-…/m);
  expect(found.code).toBe(0);
});

test("a server without a login starts, and tells the log and its clients what to do", async () => {
  const artifact = await startArtifact(config(), { env: { HOME: home } });
  await artifact.logged(/codex_login_missing.*codex login/);
  const answer = await post(`${artifact.url}/v1/chat/completions`, {
    model: "m",
    messages: [{ role: "user", content: "x" }],
  });
  expect([answer.status, answer.text.includes("codex login")]).toEqual([401, true]);
  await artifact.stop();
});
