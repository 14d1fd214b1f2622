import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { runCli } from "../support/cli.ts";

const COMMANDS = ["init", "check", "build", "serve", "dev", "explain", "schema", "completions"];

describe("turnout", () => {
  it("prints its version on stdout", async () => {
    const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
    expect(await runCli(["--version"])).toEqual({ code: 0, stdout: `${version}\n`, stderr: "" });
  });

  it("lists its commands with --help, on stdout", async () => {
    const { code, stdout, stderr } = await runCli(["--help"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    for (const name of COMMANDS) expect(stdout).toMatch(new RegExp(`^ +${name} +\\S`, "m"));
    expect(stdout.split("\n").filter((line) => line.length > 80)).toEqual([]);
  });

  it("shows the same without any argument, as wrong usage on stderr", async () => {
    const { code, stdout, stderr } = await runCli([]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain("turnout <command> --help");
  });

  it.each(COMMANDS)("explains %s with examples", async (name) => {
    const { code, stdout, stderr } = await runCli([name, "--help"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(new RegExp(`EXAMPLES\\n\\n  (\\S+=\\S+ )?turnout ${name}`));
    expect(stdout.split("\n").filter((line) => line.length > 80)).toEqual([]);
    expect(await runCli(["help", name])).toMatchObject({ code: 0, stdout });
  });

  it("uses no colours in a pipe", async () => {
    for (const args of [["--help"], ["build", "--help"], ["nonsense"], ["check", "none.yaml"]]) {
      const { stdout, stderr } = await runCli(args, { env: { TERM: "xterm-256color" } });
      expect(stdout + stderr).not.toContain("\u001b");
    }
  });

  it("uses colours in a pipe when they are forced, and not when NO_COLOR is set too", async () => {
    const forced = await runCli(["check", "none.yaml"], { env: { FORCE_COLOR: "1" } });
    expect(forced.stderr).toContain("\u001b[");
    const refused = await runCli(["check", "none.yaml"], { env: { FORCE_COLOR: "1", NO_COLOR: "1" } });
    expect(refused.stderr).not.toContain("\u001b");
  });
});

describe("wrong usage ends with 2, a hint and nothing on stdout", () => {
  it.each<[string, string[], string, Record<string, string>?]>([
    ["an unknown command", ["biuld"], "There is no command `biuld`. Did you mean `build`?"],
    ["an unknown command unlike any", ["qqqqqqqq"], "There are `init`, `check`,"],
    ["an unknown flag before a command", ["--verson"], "Did you mean `--version`?"],
    ["an unknown flag", ["build", "--ouput", "x"], "There is no flag `--ouput` here. Did you mean `--out`?"],
    ["a flag of another command", ["check", "--out", "x"], "There is no flag `--out` here."],
    ["an unknown short flag", ["check", "-x"], "There is no flag `-x` here."],
    ["a negated flag", ["explain", "--no-json", "m"], "There is no flag `--no-json` here."],
    ["a flag without its value", ["build", "--out"], "`--out` needs a value: `--out FOLDER`."],
    ["a flag where a value should be", ["build", "--out", "--format", "json"], "`--out` needs a value"],
    [
      "a value that is no choice",
      ["check", "--format", "jsno"],
      "`--format` does not take `jsno`. Did you mean `json`?",
    ],
    ["a value for a switch", ["explain", "--json=yes", "m"], "`--json` takes no value."],
    ["an argument too many", ["build", "a.yaml", "b.yaml"], "`b.yaml` is one argument too many."],
    ["a missing argument", ["explain"], "MODEL is missing"],
    ["an alias without its two halves", ["check", "--model-alias", "fast"], "--model-alias"],
    ["aliases in the environment that are no JSON", ["check"], "MODEL_ALIASES", { MODEL_ALIASES: "[{" }],
    ["aliases in the environment that are no list", ["check"], "MODEL_ALIASES", { MODEL_ALIASES: '{"a":1}' }],
  ])("%s", async (_, args, hint, env = {}) => {
    const { code, stdout, stderr } = await runCli(args, { env });
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(hint);
    expect(stderr).toContain("--help");
    expect(stderr).not.toMatch(/^ +at /m);
  });
});
