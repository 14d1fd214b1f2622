import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startArtifact } from "../support/artifact.ts";
import { post } from "../support/client.ts";
import { type ChatGpt, startChatGpt } from "../upstream/codex/support/chatgpt.ts";
import { folder, login, readFields, writeLogin } from "../upstream/codex/support/login-file.ts";

let chatgpt: ChatGpt;
let home: string;
let path: string;

beforeEach(async () => {
  chatgpt = await startChatGpt();
  home = folder();
  mkdirSync(join(home, ".codex"));
  path = join(home, ".codex", "auth.json");
});
afterEach(() => chatgpt.close());

const config = () => `
backends:
  codex: { type: openai-codex, base_url: "${chatgpt.origin}/backend-api/codex", refresh_url: "${chatgpt.refreshUrl}" }
default_backend: codex
server: { workers: 2 }
`;

test("a login is renewed once for all workers", async () => {
  const old = login({ expiresIn: -10 });
  chatgpt.refreshable.add(old.tokens.refresh_token);
  writeLogin(path, old);
  const artifact = await startArtifact(config(), { env: { HOME: home }, flags: ["--workers", "2"] });
  const ask = () => post(`${artifact.url}/v1/responses`, { model: "gpt-5-codex", input: "hi" });
  const answers = await Promise.all(Array.from({ length: 8 }, ask));
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
  expect(chatgpt.refreshes()).toHaveLength(1);
  expect(chatgpt.accepted).toContain(readFields(path).tokens.access_token);
  artifact.signal("SIGTERM");
  expect(await artifact.exit).toEqual({ code: 0, signal: null });
  for (const token of chatgpt.seen) expect(artifact.stderr()).not.toContain(token);
});
