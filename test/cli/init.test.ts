import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { folderWith, runCli } from "../support/cli.ts";

const FILES = ["config.yaml", ".github/workflows/turnout.yml", ".env", ".gitignore"];

describe("turnout init", () => {
  it("writes a config that compiles as it is", async () => {
    const cwd = folderWith();
    const { code, stdout, stderr } = await runCli(["init"], { cwd });
    expect({ code, stdout }).toEqual({ code: 0, stdout: "" });
    for (const file of FILES) {
      expect(existsSync(join(cwd, file))).toBe(true);
      expect(stderr).toContain(`wrote ${file}`);
    }
    expect(await runCli(["check", "--format", "json"], { cwd })).toEqual({ code: 0, stdout: "[]\n", stderr: "" });
  });

  it("has only comments that can be uncommented as they are", async () => {
    const cwd = folderWith();
    await runCli(["init"], { cwd });
    const starter = readFileSync(join(cwd, "config.yaml"), "utf8");
    const uncommented = starter.replace(/^( *)# (?=( {2}|[a-z_]+:( |$)|- pattern))/gm, "$1");
    expect(uncommented.split("\n").filter((line) => /^ *#/.test(line)).length).toBeLessThan(15);
    writeFileSync(join(cwd, "all.yaml"), uncommented);
    expect(Object.keys(parse(uncommented).backends)).toEqual([
      "openai",
      "responses",
      "codex",
      "openrouter",
      "groq",
      "local",
      "other",
      "mock",
    ]);
    const { code, stdout } = await runCli(["check", "all.yaml", "--format", "json"], { cwd });
    expect({ code, errors: JSON.parse(stdout) }).toEqual({ code: 0, errors: [] });
  });

  it("points editors to the schema of the installed package", async () => {
    const cwd = folderWith();
    await runCli(["init"], { cwd });
    const [first] = readFileSync(join(cwd, "config.yaml"), "utf8").split("\n");
    expect(first).toBe("# yaml-language-server: $schema=./node_modules/turnout/schema/config.schema.json");
  });

  it("writes a workflow that checks pull requests and builds main", async () => {
    const cwd = folderWith();
    await runCli(["init"], { cwd });
    const workflow = parse(readFileSync(join(cwd, ".github/workflows/turnout.yml"), "utf8"));
    const runs = (job: string) => workflow.jobs[job].steps.map((step: { run?: string }) => step.run).filter(Boolean);
    expect(Object.keys(workflow.on)).toEqual(["pull_request", "push"]);
    expect(runs("check")).toContain("npx turnout check config.yaml --format github");
    expect(runs("build").join()).toContain("npx turnout build config.yaml --out dist");
  });

  it("writes the workflow where the repository has its own, for the folder of the config", async () => {
    const cwd = folderWith({ ".git": "gitdir: elsewhere" });
    for (const folder of ["apps/my gateway", "apps/other"]) mkdirSync(join(cwd, folder), { recursive: true });
    const { stderr } = await runCli(["init"], { cwd: join(cwd, "apps/my gateway") });
    expect(stderr).toContain("wrote ../../.github/workflows/turnout-apps-my-gateway.yml");
    expect(existsSync(join(cwd, "apps/my gateway/.github"))).toBe(false);
    expect((await runCli(["init", "apps/other"], { cwd })).stderr).toContain(
      "wrote .github/workflows/turnout-apps-other.yml",
    );
    const text = readFileSync(join(cwd, ".github/workflows/turnout-apps-my-gateway.yml"), "utf8");
    const { defaults, jobs } = parse(text);
    expect(defaults).toEqual({ run: { "working-directory": "apps/my gateway" } });
    expect(jobs.build.steps.at(-1).with.path).toBe("apps/my gateway/dist");
    const root = await runCli(["init"], { cwd });
    expect(root.stderr).toContain("wrote .github/workflows/turnout.yml");
    expect(readFileSync(join(cwd, ".github/workflows/turnout.yml"), "utf8")).not.toContain("working-directory");
  });

  it("names no package that someone else could have on npm", async () => {
    const cwd = folderWith();
    await runCli(["init"], { cwd });
    for (const file of FILES)
      expect(readFileSync(join(cwd, file), "utf8")).not.toMatch(/npm (?:i|install) .*\bturnout\b/);
  });

  it("never overwrites, and lists the files that it kept", async () => {
    const cwd = folderWith({ "config.yaml": "mine", ".gitignore": "mine too" });
    const { code, stderr } = await runCli(["init"], { cwd });
    expect(code).toBe(0);
    expect(readFileSync(join(cwd, "config.yaml"), "utf8")).toBe("mine");
    expect(readFileSync(join(cwd, ".gitignore"), "utf8")).toBe("mine too");
    expect(stderr).toContain("left config.yaml as it is");
    expect(stderr).toContain("wrote .github/workflows/turnout.yml");
  });

  // Node 26 names another error than Node 20.
  it("does not take a file for a folder that it needs", async () => {
    const cwd = folderWith({ ".github": "a file" });
    const { code, stderr } = await runCli(["init"], { cwd });
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringMatching(
        /✖ .*turnout\.yml cannot be written: (?:a part of the path is not a folder|there is a file of that name)\.\n$/,
      ),
    });
  });

  it("creates the given folder", async () => {
    const cwd = folderWith();
    expect((await runCli(["init", "a/b"], { cwd })).code).toBe(0);
    expect(existsSync(join(cwd, "a/b/config.yaml"))).toBe(true);
  });

  it("reports why it cannot use a folder", async () => {
    const cwd = folderWith({ file: "" });
    const { code, stderr } = await runCli(["init", "file"], { cwd });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^✖ .*file.*cannot be written: /);
    expect(stderr).not.toMatch(/^ +at /m);
  });
});
