import { describe, expect, it } from "vitest";
import { createTerminal, takesColour } from "../../generator/terminal/terminal.ts";

function stream(isTTY: boolean) {
  const written: string[] = [];
  return { isTTY, written, write: (text: string) => written.push(text) };
}

describe("progress", () => {
  it("updates one line on a terminal, and clears it before other output", () => {
    const stderr = stream(true);
    const terminal = createTerminal({ stdout: stream(true), stderr, env: {} });
    terminal.progress.show("config.yaml: load");
    terminal.progress.show("config.yaml: emit");
    terminal.report("done");
    expect(stderr.written.join("")).toBe("\r\u001b[2Kconfig.yaml: load\r\u001b[2Kconfig.yaml: emit\r\u001b[2Kdone\n");
  });

  it.each([
    ["in a pipe", false, {}],
    ["on a dumb terminal", true, { TERM: "dumb" }],
    ["in CI", true, { CI: "true" }],
  ])("is silent %s", (_, isTTY, env) => {
    const stderr = stream(isTTY);
    const terminal = createTerminal({ stdout: stream(isTTY), stderr, env });
    terminal.progress.show("config.yaml: load");
    terminal.progress.clear();
    expect(stderr.written).toEqual([]);
  });
});

describe("streams", () => {
  it("writes results to stdout and messages to stderr", () => {
    const stdout = stream(false);
    const stderr = stream(false);
    const terminal = createTerminal({ stdout, stderr, env: {} });
    terminal.answer("{}");
    terminal.report("a diagnostic\n");
    terminal.log.success("wrote it");
    terminal.log.warn("mind this");
    expect(stdout.written).toEqual(["{}\n"]);
    expect(stderr.written).toEqual(["a diagnostic\n", "✔ wrote it\n", "⚠ mind this\n"]);
  });
});

describe("colours", () => {
  it.each([
    [true, {}, true],
    [false, {}, false],
    [true, { NO_COLOR: "1" }, false],
    [true, { NO_COLOR: "" }, true],
    [true, { TERM: "dumb" }, false],
    [false, { FORCE_COLOR: "1" }, true],
    [false, { FORCE_COLOR: "0" }, false],
    [true, { FORCE_COLOR: "0" }, false],
    [true, { FORCE_COLOR: "1", NO_COLOR: "1" }, false],
  ])("terminal %j with %j: %j", (isTTY, env, expected) => {
    expect(takesColour(stream(isTTY), env)).toBe(expected);
  });
});
