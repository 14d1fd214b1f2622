import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, inject, it } from "vitest";
import { compile } from "../../generator/compile.ts";
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

  it("leaves all outputs as they were if a folder is in the place of one", async () => {
    const cwd = folderWith({ "config.yaml": CONFIG });
    mkdirSync(join(cwd, "dist/manifest.json"), { recursive: true });
    writeFileSync(join(cwd, "dist/routes.ts"), "old");
    const { code, stderr } = await runCli(["build"], { cwd });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^✖ .*dist\/manifest\.json cannot be written: it is a folder\.$/m);
    expect(readdirSync(join(cwd, "dist")).sort()).toEqual(["manifest.json", "routes.ts"]);
    expect(readFileSync(join(cwd, "dist/routes.ts"), "utf8")).toBe("old");
  });

  it("refuses an empty --out", async () => {
    const cwd = folderWith({ "config.yaml": CONFIG });
    const { code, stderr } = await runCli(["build", "--out", ""], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain("✖ `--out` needs a value: `--out FOLDER`.");
    expect(readdirSync(cwd)).toEqual(["config.yaml"]);
  });

  it.each(["file", "file/below", ...(process.platform === "linux" ? ["/proc/turnout"] : [])])(
    "says in one line that nothing can be written to %s",
    async (out) => {
      const cwd = folderWith({ "config.yaml": CONFIG, file: "" });
      const { code, stderr } = await runCli(["build", "--out", out], { cwd });
      expect({ code, stderr }).toEqual({
        code: 1,
        stderr: expect.stringMatching(/^✖ Nothing can be written to \S+: .+\.\n$/),
      });
      expect(readdirSync(cwd).sort()).toEqual(["config.yaml", "file"]);
    },
  );

  it("gives the same bytes, however the path of the config is written", async () => {
    const outputs = [];
    for (const file of ["config.yaml", "./config.yaml", "../here/config.yaml", "/somewhere/config.yaml"]) {
      outputs.push((await compile({ file, text: CONFIG, minify: false })).files);
    }
    expect(outputs[0]?.length).toBe(4);
    for (const output of outputs) expect(output).toEqual(outputs[0]);
  });

  it("says that the folder in which it runs is gone", async () => {
    const cwd = folderWith();
    // A process cannot be started in a folder that is not there, but a shell can delete its own.
    const { status, stderr } = spawnSync(
      "sh",
      ["-c", 'rmdir "$PWD" && exec "$0" "$1" build', process.execPath, inject("cli")],
      {
        cwd,
        encoding: "utf8",
      },
    );
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: "✖ The folder that this runs in is not there any more. Change to one that is.\n",
    });
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
