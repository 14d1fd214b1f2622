import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { folderWith, runCli, startCli } from "../support/cli.ts";

const CONFIG = "backends:\n  mock: { type: mock, mock: { word_delay: 0 } }\ndefault_backend: mock\n";
const LISTENING = /listening on http:\/\/127\.0\.0\.1:(\d+)/;

const ask = async (line: string, model = "m") => {
  const response = await fetch(`http://127.0.0.1:${LISTENING.exec(line)?.[1]}/v1/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ model, messages: [{ role: "user", content: "hello there" }] }),
  });
  return { status: response.status, text: await response.text() };
};

describe("turnout serve", () => {
  it("serves a config with the server's flags, and exits with 0 on a signal", async () => {
    const tmp = folderWith();
    const cwd = folderWith({ "config.yaml": CONFIG });
    const server = startCli(["serve", "--port", "0"], { cwd, env: { TMPDIR: tmp } });
    const { status, text } = await ask(await server.printed(LISTENING));
    expect(status).toBe(200);
    expect(text).toContain("hello there");
    expect(readdirSync(tmp)).toHaveLength(1);
    server.signal("SIGTERM");
    expect((await server.exit).code).toBe(0);
    expect(readdirSync(tmp)).toEqual([]);
  });

  it("passes SIGINT on", async () => {
    const server = startCli(["serve", "--port=0"], { cwd: folderWith({ "config.yaml": CONFIG }) });
    await server.printed(LISTENING);
    server.signal("SIGINT");
    expect((await server.exit).code).toBe(0);
  });

  it("uses the mock if there is neither a config nor a key", async () => {
    const server = startCli(["serve", "--port", "0"], { cwd: folderWith() });
    await server.printed(/no config\.yaml here and no backend's key .* mock/);
    expect((await ask(await server.printed(LISTENING))).status).toBe(200);
    server.signal("SIGTERM");
    expect((await server.exit).code).toBe(0);
  });

  it("creates a backend for every key that is set", async () => {
    const env = { GROQ_API_KEY: "g", OPENAI_API_KEY: "o", MISTRAL_API_KEY: "" };
    const { code, stdout } = await runCli(["serve", "--about"], { cwd: folderWith(), env });
    expect(code).toBe(0);
    const about = JSON.parse(stdout);
    expect(about.backends.map((backend: { name: string }) => backend.name)).toEqual([
      "openai",
      "openai-responses",
      "groq",
    ]);
  });

  it("reads .env in its folder, below what is set already, and prints no value", async () => {
    const cwd = folderWith({
      "config.yaml": `${CONFIG}auth: { api_keys: ["\${ONE}", "\${TWO}"] }\n`,
      ".env": "ONE=from-the-file\nTWO=other\n",
    });
    const server = startCli(["serve", "--port", "0"], { cwd, env: { TWO: "set" } });
    await server.printed(/^ℹ \.env sets ONE$/);
    const port = LISTENING.exec(await server.printed(LISTENING))?.[1];
    const status = async (key: string) => {
      const headers = { authorization: `Bearer ${key}` };
      return (await fetch(`http://127.0.0.1:${port}/v1/models`, { headers })).status;
    };
    expect([await status("from-the-file"), await status("set"), await status("other")]).toEqual([200, 200, 401]);
    server.signal("SIGTERM");
    const { stdout, stderr } = await server.exit;
    expect(stdout + stderr).not.toContain("from-the-file");
  });

  it("ends with the exit code of the server", async () => {
    const cwd = folderWith({ "config.yaml": "backends:\n  openai: { type: openai }\n" });
    const missing = await runCli(["serve", "--check-env"], { cwd });
    expect(missing.code).toBe(1);
    expect(missing.stdout).toContain("OPENAI_API_KEY is not set");
    expect((await runCli(["serve", "--check-env"], { cwd, env: { OPENAI_API_KEY: "k" } })).code).toBe(0);
    const wrong = await runCli(["serve", "--port", "many"], { cwd });
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toContain("'many' is not a port");
  });

  it("serves nothing if the config is invalid", async () => {
    const cwd = folderWith({ "config.yaml": "backends: {}\n" });
    const { code, stderr } = await runCli(["serve"], { cwd });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^error\[/m);
  });

  it("passes on exactly the flags that the artifact has", async () => {
    const flags = (text: string) => (text.match(/--[a-z][a-z-]+/g) ?? []).sort();
    const cwd = folderWith({ "config.yaml": CONFIG });
    await runCli(["build"], { cwd });
    const artifact = spawnSync(process.execPath, [join(cwd, "dist/server.mjs"), "--help"], { encoding: "utf8" });
    const { stdout } = await runCli(["serve", "--help"]);
    const own = ["--help", "--version", "--format", "--model-alias"];
    const theirs = new Set(flags(artifact.stdout).filter((flag) => !own.includes(flag)));
    expect(theirs.size).toBeGreaterThan(5);
    expect(new Set(flags(stdout).filter((flag) => !own.includes(flag)))).toEqual(theirs);
  });
});
