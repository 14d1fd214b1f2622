import { describe, expect, it } from "vitest";
import { folderWith, runCli } from "../support/cli.ts";

const CONFIG = `backends:
  openai: { type: openai }
# without a default backend
model_aliases:
  - { pattern: "^fast$", replacement: "openai:gpt-4o-mini?temperature=0.2" }
`;

describe("turnout explain", () => {
  it("prints one object per model string on stdout", async () => {
    const cwd = folderWith({ "config.yaml": CONFIG });
    const { code, stdout, stderr } = await runCli(["explain", "fast", "a:b:", "--json"], { cwd });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const [fast, unknown] = JSON.parse(stdout);
    expect(fast).toMatchObject({
      model: "fast",
      ok: true,
      expect: ["openai:gpt-4o-mini"],
      attempts: [{ target: "openai:gpt-4o-mini", params: { temperature: 0.2 }, origin: "https://api.openai.com" }],
    });
    expect(fast.steps[0].at).toBe("config.yaml:5:16");
    expect(unknown).toMatchObject({ model: "a:b:", ok: false });
  });

  it("prints the steps of each model string for people, with config lines", async () => {
    const cwd = folderWith({ "my.yaml": CONFIG });
    const { code, stdout, stderr } = await runCli(["explain", "fast", "--config", "my.yaml"], { cwd });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain("openai:gpt-4o-mini");
    expect(stdout).toContain("my.yaml:5");
    expect(stdout).not.toContain("\u001b");
  });

  it("works beside a routing test that fails, and prints what the test could expect", async () => {
    const tests =
      'tests:\n  - { model: fast, expect: "openai:gpt-4o" }\n  - { model: "openai:o3", expect: "openai:o3" }\n';
    const cwd = folderWith({ "config.yaml": CONFIG + tests });
    const { code, stdout, stderr } = await runCli(["explain", "fast", "openai:o3"], { cwd });
    expect(code).toBe(0);
    expect(stderr).toContain("error[routing-test-failed]");
    expect(stdout).toContain('\n  expect: ["openai:gpt-4o-mini"]\n');
    expect(stdout.match(/expect:/g)).toHaveLength(1);
    const mended = tests.replace('"openai:gpt-4o"', '["openai:gpt-4o-mini"]');
    const right = await runCli(["explain", "fast", "--expect"], {
      cwd: folderWith({ "config.yaml": CONFIG + mended }),
    });
    expect(right).toMatchObject({
      code: 0,
      stderr: "",
      stdout: expect.stringContaining('expect: ["openai:gpt-4o-mini"]'),
    });
  });

  it("prints the mistakes of a wrong config instead", async () => {
    const cwd = folderWith({ "config.yaml": "backends: {}\n" });
    const { code, stdout, stderr } = await runCli(["explain", "fast", "--json"], { cwd });
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(/^error\[/m);
  });
});
