import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { folderWith, runCli } from "../support/cli.ts";

const CONFIG = `backends:
  one: { type: mock }
  two: { type: mock }
default_backend: one
model_aliases:
  - { pattern: "^file$", replacement: "one:file" }
`;

describe("turnout build", () => {
  it("writes the artifact and lists its files", async () => {
    const cwd = folderWith({ "config.yaml": CONFIG });
    const { code, stdout, stderr } = await runCli(["build"], { cwd });
    expect({ code, stdout }).toEqual({ code: 0, stdout: "" });
    const files = readdirSync(join(cwd, "dist")).sort();
    expect(files).toEqual(["manifest.json", "routes.ts", "server.mjs", "server.mjs.map"]);
    for (const file of files) expect(stderr).toMatch(new RegExp(`✔ dist/${file} +[\\d.]+ k?B`));
    expect(stderr).not.toMatch(/[\u001b\r]/);
  });

  it("writes to --out and creates the folders", async () => {
    const cwd = folderWith({ "config.yaml": CONFIG });
    expect((await runCli(["build", "--out", "a/b"], { cwd })).code).toBe(0);
    expect(existsSync(join(cwd, "a/b/server.mjs"))).toBe(true);
    expect(existsSync(join(cwd, "dist"))).toBe(false);
  });

  it("writes nothing for a wrong config, and keeps the previous artifact", async () => {
    const cwd = folderWith({ "config.yaml": CONFIG });
    await runCli(["build"], { cwd });
    const before = readFileSync(join(cwd, "dist/server.mjs"), "utf8");
    writeFileSync(join(cwd, "config.yaml"), CONFIG.replace("default_backend: one", "default_backend: three"));
    const { code, stderr } = await runCli(["build"], { cwd });
    expect(code).toBe(1);
    expect(stderr).toContain("error[unknown-backend]");
    expect(readFileSync(join(cwd, "dist/server.mjs"), "utf8")).toBe(before);
    expect((await runCli(["build", "--out", "new"], { cwd })).code).toBe(1);
    expect(existsSync(join(cwd, "new"))).toBe(false);
  });

  it("leaves no partial files if the folder cannot be written", async () => {
    const cwd = folderWith({ "config.yaml": CONFIG });
    mkdirSync(join(cwd, "dist/server.mjs"), { recursive: true });
    const { code, stderr } = await runCli(["build"], { cwd });
    expect(code).toBe(1);
    expect(stderr).toMatch(/Nothing can be written to .*dist: it is a folder\./);
    expect(readdirSync(join(cwd, "dist")).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });

  it("keeps stdout clean for --format json", async () => {
    const cwd = folderWith({ "config.yaml": CONFIG });
    const { code, stdout } = await runCli(["build", "--format", "json"], { cwd });
    expect({ code, stdout }).toEqual({ code: 0, stdout: "[]\n" });
  });
});

describe("aliases", () => {
  const built = async (args: readonly string[], env: Readonly<Record<string, string>> = {}) => {
    const cwd = folderWith({ "config.yaml": CONFIG });
    const { code, stderr } = await runCli(["build", ...args], { cwd, env });
    expect(stderr).not.toContain("error[");
    expect(code).toBe(0);
    const routes = readFileSync(join(cwd, "dist/routes.ts"), "utf8");
    return ["file", "env", "flag", "second"].filter((name) => routes.includes(`"${name}"`));
  };
  const env = { MODEL_ALIASES: '[{"pattern":"^env$","replacement":"two:env"}]' };

  it("come from the file", async () => expect(await built([])).toEqual(["file"]));
  it("are replaced by MODEL_ALIASES", async () => expect(await built([], env)).toEqual(["env"]));
  it("are replaced by every --model-alias together", async () => {
    const flags = ["--model-alias", "^flag$=two:flag", "--model-alias=^second$=one:second"];
    expect(await built(flags, env)).toEqual(["flag", "second"]);
  });
});
