import { isAbsolute } from "node:path";
import { expect, test, vi } from "vitest";
import type { AuthFile } from "../../../runtime/contract/codex-backend.ts";
import { authPath } from "../../../runtime/env/auth-path.ts";
import { checkReport } from "../../../runtime/server/flags/check-report.ts";
import { codexDriver } from "../../../runtime/upstream/codex/driver.ts";
import { bareRouter } from "../../support/router.ts";
import { codexBackend } from "./support/gateway.ts";
import { login, loginFile } from "./support/login-file.ts";

const ADDRESSES = { origin: "https://chatgpt.com", refreshUrl: "https://auth.openai.com/oauth/token" };
const NOW = Date.UTC(2026, 0, 1);

function report(paths: readonly string[], env: Record<string, string> = {}, files?: readonly AuthFile[]) {
  const backend = codexBackend(ADDRESSES, paths);
  const router = bareRouter([files === undefined ? backend : { ...backend, authFiles: files }]);
  return checkReport(router, { codex: codexDriver }, env, NOW);
}

test("each login file is reported, with its expiry and a shortened account, and no token", () => {
  const good = login({ now: NOW, expiresIn: 86_400, account: "0123456789abcdef" });
  const over = login({ now: NOW, expiresIn: -86_400, account: null });
  const paths = [
    loginFile(good),
    loginFile(over),
    "/nowhere/auth.json",
    loginFile("{"),
    loginFile({ OPENAI_API_KEY: "sk-secret" }),
  ];
  const { text, code } = report(paths);
  expect(text.split("\n")).toEqual([
    "Every environment variable that the config needs is set.",
    `codex.1: ${paths[0]} valid until 2026-01-02T00:00:00.000Z, account 01234567… (config.yaml:3)`,
    `codex.2: ${paths[1]} valid until 2025-12-31T00:00:00.000Z, which is over: it is renewed with the first request, no account id (config.yaml:4)`,
    "codex.3: /nowhere/auth.json does not exist. Run `codex login`. (config.yaml:5)",
    `codex.4: ${paths[3]} is not valid JSON. Run \`codex login\`. (config.yaml:6)`,
    `codex.5: ${paths[4]} holds an API key and no ChatGPT login; chatgpt.com does not take it: \`codex login\` makes one (config.yaml:7)`,
    "",
  ]);
  expect(code).toBe(0);
  for (const { tokens } of [good, over]) for (const token of Object.values(tokens)) expect(text).not.toContain(token);
  expect(text).not.toContain("sk-secret");
});

test("a backend without a file that can be used is a failure", () => {
  const dead = { ...login({ now: NOW, expiresIn: -1 }) };
  const path = loginFile({ ...dead, tokens: { ...dead.tokens, refresh_token: "" } });
  const { text, code } = report([path, "/nowhere"]);
  expect(text).toContain("which is over, and it has no refresh token. Run `codex login`.");
  expect(code).toBe(1);
});

test("an unset variable in a path is reported like any other", () => {
  const file: AuthFile = {
    kind: "named",
    path: [{ env: "LOGINS", at: "config.yaml:9" }, "/auth.json"],
    at: "config.yaml:9",
  };
  expect(report([], {}, [file])).toEqual({
    kind: "print",
    text: "LOGINS is not set: path of a login file of backend codex (config.yaml:9)\n",
    code: 1,
  });
  expect(authPath(file, { LOGINS: "/logins" })).toBe("/logins/auth.json");
});

test("the default path is the CLI's", () => {
  const usual: AuthFile = { kind: "usual", at: "config.yaml:2" };
  expect(authPath(usual, { CODEX_HOME: "/c", HOME: "/h" })).toBe("/c/auth.json");
  expect(authPath(usual, { HOME: "/h" })).toBe("/h/.codex/auth.json");
  expect(authPath({ kind: "named", path: "~/x/a.json", at: "" }, { HOME: "/h" })).toBe("/h/x/a.json");
});

test("an empty HOME does not lead to the current folder", () => {
  vi.stubEnv("HOME", "");
  try {
    expect(isAbsolute(authPath({ kind: "usual", at: "" }, { HOME: "" }) ?? "")).toBe(true);
  } finally {
    vi.unstubAllEnvs();
  }
});
