/** bash, zsh and fish, those that are here: what they offer for a line is asked of the shell itself. */
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { folderWith, runCli } from "../support/cli.ts";

const has = (shell: string) => spawnSync(shell, ["-c", "exit 0"]).status === 0;
const script = async (shell: string) => (await runCli(["completions", shell])).stdout;

describe.skipIf(!has("bash"))("bash", () => {
  it.each([
    ["turnout ch", ["check"]],
    ["turnout check --for", ["--force-model", "--format"]],
    ["turnout check --format ", ["github", "json", "pretty"]],
    ["turnout check --format = js", ["json"]],
    ["turnout completions ", ["bash", "fish", "zsh"]],
    ["turnout check conf", ["config.yaml"]],
    ["turnout init ", ["folder"]],
    ["turnout help exp", ["explain"]],
  ])("completes %s", async (line, expected) => {
    const cwd = folderWith({ "config.yaml": "" });
    spawnSync("mkdir", ["folder"], { cwd });
    writeFileSync(join(cwd, "script"), await script("bash"));
    const words = line.split(" ").map((word) => `'${word}'`);
    const ask = `source ./script; compopt() { :; }; COMP_WORDS=(${words.join(" ")}); COMP_CWORD=${words.length - 1}; _turnout; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const { stdout, stderr } = spawnSync("bash", ["-c", ask], { cwd, encoding: "utf8" });
    expect({ stderr, offered: stdout.trim().split("\n").sort() }).toEqual({ stderr: "", offered: expected });
  });
});

describe.skipIf(!has("fish"))("fish", () => {
  it("completes commands, flags and choices", async () => {
    const cwd = folderWith({ script: await script("fish") });
    const offered = (line: string) =>
      spawnSync("fish", ["-c", `source script; complete -C '${line}'`], { cwd, encoding: "utf8" })
        .stdout.trim()
        .split("\n")
        .map((row) => row.split("\t")[0]);
    expect(offered("turnout ch")).toEqual(["check"]);
    expect(offered("turnout check --format ")).toEqual(expect.arrayContaining(["pretty", "json", "github"]));
    expect(offered("turnout build --out")).toContain("--out");
  });
});

describe.skipIf(!has("zsh"))("zsh", () => {
  it("reads the script", async () => {
    const cwd = folderWith({ script: await script("zsh") });
    const { status, stderr } = spawnSync("zsh", ["-f", "-c", "autoload -U compinit; compinit -u; source ./script"], {
      cwd,
      encoding: "utf8",
      env: { ...process.env, HOME: cwd },
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  });
});

it("names the shells that there are", async () => {
  const { code, stdout, stderr } = await runCli(["completions", "tcsh"]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toContain("There are completions for `bash`, `zsh` and `fish`.");
});
