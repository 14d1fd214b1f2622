/** bash, zsh and fish, those that are here: what they offer for a line is asked of the shell itself. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { folderWith, runCli } from "../support/cli.ts";

const has = (shell: string) => spawnSync(shell, ["-c", "exit 0"]).status === 0;
const ASK_ZSH = fileURLToPath(new URL("../support/ask.zsh", import.meta.url));
const script = async (shell: string) => (await runCli(["completions", shell])).stdout;

/** What each shell offers; only fish ends folders with a slash and repeats the flag before a value. */
const LINES: readonly (readonly [line: string, offered: readonly string[]])[] = [
  ["turnout ch", ["check"]],
  ["turnout check --for", ["--force-model", "--format"]],
  ["turnout check --format ", ["github", "json", "pretty"]],
  ["turnout check --format=js", ["json"]],
  ["turnout build --out fo", ["folder"]],
  ["turnout completions ", ["bash", "fish", "zsh"]],
  ["turnout check conf", ["config.yaml"]],
  ["turnout init ", ["folder"]],
  ["turnout help exp", ["explain"]],
  ["turnout he", ["help"]],
  ["turnout --v", ["--version"]],
  // Only the first word is the command.
  ["turnout help check --for", []],
];

async function placeFor(shell: string): Promise<string> {
  const cwd = folderWith({ "config.yaml": "", script: await script(shell) });
  mkdirSync(join(cwd, "folder"));
  return cwd;
}

function lines(text: string): readonly string[] {
  return text.split("\n").filter((line) => line !== "");
}

describe.skipIf(!has("bash"))("bash", () => {
  it.each(LINES)("completes %s", async (line, expected) => {
    const cwd = await placeFor("bash");
    const words = line.split(/ |(=)/).filter((word) => word !== undefined);
    const quoted = words.map((word) => `'${word}'`).join(" ");
    const ask = `source ./script; compopt() { :; }; COMP_WORDS=(${quoted}); COMP_CWORD=${words.length - 1}; _turnout; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const { stdout, stderr } = spawnSync("bash", ["-c", ask], { cwd, encoding: "utf8" });
    expect({ stderr, offered: lines(stdout).toSorted() }).toEqual({ stderr: "", offered: expected });
  });
});

describe.skipIf(!has("fish"))("fish (skipped where it is not installed)", () => {
  it.each(LINES)("completes %s", async (line, expected) => {
    const cwd = await placeFor("fish");
    const ask = ["--no-config", "-c", `source script; complete -C '${line}'`];
    const { stdout, stderr } = spawnSync("fish", ask, { cwd, encoding: "utf8", env: { ...process.env, HOME: cwd } });
    const offered = lines(stdout).map((row) => row.replace(/\t.*|\/$|^--\w+=/g, "").replace(/\/$/, ""));
    expect({ stderr, offered: offered.toSorted() }).toEqual({ stderr: "", offered: expected });
  });
});

describe.skipIf(!has("zsh"))("zsh (skipped where it is not installed)", () => {
  it.each(LINES)("completes %s", async (line, expected) => {
    const cwd = await placeFor("zsh");
    const env = { PATH: process.env.PATH, HOME: cwd };
    const { stderr } = spawnSync("zsh", ["-f", ASK_ZSH, "./script", line, "offers"], { cwd, encoding: "utf8", env });
    const offered = existsSync(join(cwd, "offers")) ? lines(readFileSync(join(cwd, "offers"), "utf8")) : [];
    expect({ stderr, offered: [...new Set(offered)].toSorted() }).toEqual({ stderr: "", offered: expected });
  });
});

it("names the shells that there are", async () => {
  const { code, stdout, stderr } = await runCli(["completions", "tcsh"]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toContain("There are completions for `bash`, `zsh` and `fish`.");
});
