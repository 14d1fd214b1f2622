import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, inject, it } from "vitest";
import { folderWith, runCli } from "../support/cli.ts";

const RIGHT = "backends:\n  openai: { type: openai }\ndefault_backend: openai\n";
const WRONG = "backends:\n  openai: { type: openai }\ndefault_backend: opnai\nmodel_alias: []\n";

describe("turnout check", () => {
  it("checks config.yaml of this folder, and exits with 0 if it is valid", async () => {
    const cwd = folderWith({ "config.yaml": RIGHT });
    expect(await runCli(["check"], { cwd })).toEqual({ code: 0, stdout: "", stderr: "✔ config.yaml is right\n" });
  });

  it("shows every mistake with its line on stderr, and exits with 1", async () => {
    const cwd = folderWith({ "other.yaml": WRONG });
    const { code, stdout, stderr } = await runCli(["check", "other.yaml"], { cwd });
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain("error[unknown-key]");
    expect(stderr).toContain("--> other.yaml:4:1");
    expect(stderr).toContain("Did you mean `model_aliases`?");
    expect(stderr).not.toContain("\u001b");
  });

  it("prints JSON on stdout and nothing else anywhere", async () => {
    const cwd = folderWith({ "config.yaml": WRONG });
    const { code, stdout, stderr } = await runCli(["check", "--format", "json"], { cwd });
    expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
    expect(JSON.parse(stdout)).toContainEqual(
      expect.objectContaining({ code: "unknown-key", severity: "error", file: "config.yaml", line: 4, column: 1 }),
    );
  });

  it("prints an empty list when nothing is wrong", async () => {
    const cwd = folderWith({ "config.yaml": RIGHT });
    expect(await runCli(["check", "--format=json"], { cwd })).toEqual({ code: 0, stdout: "[]\n", stderr: "" });
  });

  it("prints workflow commands for GitHub on stdout", async () => {
    const cwd = folderWith({ "config.yaml": WRONG });
    const { code, stdout, stderr } = await runCli(["check", "--format", "github"], { cwd });
    expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
    expect(stdout).toMatch(/^::error file=config\.yaml,line=4,col=1,endColumn=12,title=unknown-key::/m);
    for (const line of stdout.trimEnd().split("\n")) expect(line).toMatch(/^::(error|warning) /);
  });

  it("names the config from the root of the repository in annotations", async () => {
    const root = folderWith();
    mkdirSync(join(root, "apps/gateway"), { recursive: true });
    writeFileSync(join(root, "apps/gateway/config.yaml"), WRONG);
    const cwd = join(root, "apps/gateway");
    const fileOf = async (workspace: string, config: string) => {
      const args = ["check", config, "--format", "github"];
      const { stdout } = await runCli(args, { cwd, env: { GITHUB_WORKSPACE: workspace } });
      return /file=([^,]+),/.exec(stdout)?.[1];
    };
    expect(await fileOf(root, "config.yaml")).toBe("apps/gateway/config.yaml");
    expect(await fileOf(root, join(cwd, "config.yaml"))).toBe("apps/gateway/config.yaml");
    expect(await fileOf(join(root, "elsewhere"), "config.yaml")).toBe("config.yaml");
  });

  it("checks several configs, each with its own report, and fails if one is wrong", async () => {
    const cwd = folderWith({ "a.yaml": RIGHT, "b.yaml": WRONG, "c.yaml": WRONG });
    const pretty = await runCli(["check", "a.yaml", "b.yaml", "none.yaml"], { cwd });
    expect(pretty).toMatchObject({ code: 1, stdout: "" });
    expect(pretty.stderr).toMatch(/^✔ a\.yaml is right$[\s\S]*--> b\.yaml:4:1$[\s\S]*error\[missing-file\]/m);
    const json = await runCli(["check", "--format=json", "b.yaml", "a.yaml", "c.yaml"], { cwd });
    const files = JSON.parse(json.stdout).map(({ file }: { readonly file: string }) => file);
    expect(files).toEqual(["b.yaml", "b.yaml", "c.yaml", "c.yaml"]);
    expect((await runCli(["check", "a.yaml", "a.yaml"], { cwd })).code).toBe(0);
  });

  it("reads standard input for -", () => {
    const run = (input: string) =>
      spawnSync(process.execPath, [inject("cli"), "check", "-"], { input, encoding: "utf8", cwd: folderWith() });
    expect(run(RIGHT)).toMatchObject({ status: 0, stderr: "✔ <stdin> is right\n" });
    expect(run(WRONG)).toMatchObject({ status: 1, stderr: expect.stringContaining("--> <stdin>:4:1") });
  });

  it("reports a missing file as a diagnostic, in every format", async () => {
    const cwd = folderWith();
    const pretty = await runCli(["check"], { cwd });
    expect(pretty).toMatchObject({ code: 1, stdout: "" });
    expect(pretty.stderr).toContain("error[missing-file]: `config.yaml` cannot be read: there is no such file.");
    const json = await runCli(["check", "--format", "json"], { cwd });
    expect(json.code).toBe(1);
    expect(JSON.parse(json.stdout)).toMatchObject([{ code: "missing-file", line: null }]);
    const github = await runCli(["check", "--format", "github"], { cwd });
    expect(github).toMatchObject({ code: 1, stdout: expect.stringMatching(/^::error title=missing-file::/) });
  });

  it("reports a folder instead of a file", async () => {
    const cwd = folderWith();
    mkdirSync(join(cwd, "config.yaml"));
    const { code, stderr } = await runCli(["check"], { cwd });
    expect(code).toBe(1);
    expect(stderr).toContain("error[missing-file]: `config.yaml` cannot be read: it is a folder.");
  });

  it("prints no stack trace, whatever the config contains", async () => {
    const texts = ["", "\0", "- a\n- b", "{", "a: &a [*a]", "backends: 7", "💥".repeat(1000), "[".repeat(5000)];
    for (const text of texts) {
      const { code, stderr } = await runCli(["check"], { cwd: folderWith({ "config.yaml": text }) });
      expect(code).toBe(1);
      expect(stderr).toMatch(/^error\[/m);
      expect(stderr).not.toMatch(/^ +at |mistake of Turnout's/m);
    }
  });

  it("applies overrides before it checks", async () => {
    const cwd = folderWith({ "config.yaml": WRONG.replace("model_alias: []\n", "") });
    expect((await runCli(["check"], { cwd })).code).toBe(1);
    expect((await runCli(["check", "--default-backend", "openai"], { cwd })).code).toBe(0);
    const wrong = await runCli(["check", "--default-backend", "groq"], { cwd });
    expect(wrong.code).toBe(1);
    expect(wrong.stderr).toContain("--default-backend");
    const alias = await runCli(["check", "--default-backend=openai", "--model-alias", "^a($=openai:b"], { cwd });
    expect(alias.code).toBe(1);
    expect(alias.stderr).toContain("error[bad-regexp]");
    expect(alias.stderr).toContain("1 | ^a($=openai:b\n  |   ^\n");
  });
});
