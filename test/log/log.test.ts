import { describe, expect, it } from "vitest";
import type { LogLevel } from "../../runtime/contract/settings.ts";
import { createLogger } from "../../runtime/log/create-logger.ts";
import { createRedactor } from "../../runtime/log/redact.ts";
import { stderrSink } from "../../runtime/log/stderr.ts";
import { fakeClock } from "../support/fake-clock.ts";

function start(level: LogLevel = "info", secrets: readonly string[] = []) {
  const clock = fakeClock();
  const writes: string[] = [];
  const log = createLogger({ level, secrets, clock, sink: (text) => writes.push(text) });
  return { clock, writes, log };
}

describe("a logger", () => {
  it("writes JSON lines", () => {
    const { log, writes } = start();
    log.info("hello", { n: 1, text: 'a "b"\n', yes: true, nothing: null });
    log.flush();
    expect(writes).toEqual([
      '{"time":"2026-01-01T00:00:00.000Z","level":"info","event":"hello","n":1,"text":"a \\"b\\"\\n","yes":true,"nothing":null}\n',
    ]);
  });

  it("collects lines and writes them at once, 50 ms after the first", () => {
    const { log, writes, clock } = start();
    log.line("{1}");
    clock.advance(49);
    log.line("{2}");
    expect(writes).toEqual([]);
    clock.advance(1);
    expect(writes).toEqual(["{1}\n{2}\n"]);
    log.line("{3}");
    clock.advance(50);
    expect(writes[1]).toBe("{3}\n");
  });

  it("does not wait with a lot of text, nor with an error", () => {
    const { log, writes, clock } = start();
    log.line("x".repeat(65_536));
    expect(writes).toHaveLength(1);
    log.info("before");
    log.error("bad");
    expect(writes).toHaveLength(2);
    expect(writes[1]).toMatch(/before.*\n.*bad.*\n$/);
    expect(clock.pending).toBe(0);
  });

  it.each<[LogLevel, string[]]>([
    ["debug", ["debug", "info", "warn", "error"]],
    ["warn", ["warn", "error"]],
    ["silent", []],
  ])("at %s writes %j", (level, expected) => {
    const { log, writes } = start(level);
    for (const name of ["debug", "info", "warn", "error"] as const) log[name](name);
    log.flush();
    const lines = writes.join("").split("\n").filter(Boolean);
    expect(lines.map((line) => (JSON.parse(line) as { level: string }).level)).toEqual(expected);
  });

  it("shows no secret, in any field", () => {
    const { log, writes } = start("info", ["sk-abcdef", "sk-abcdef-longer"]);
    log.warn("upstream said sk-abcdef", { message: "key sk-abcdef-longer, again sk-abcdef" });
    log.flush();
    expect(JSON.parse(writes.join(""))).toMatchObject({
      event: "upstream said [redacted]",
      message: "key [redacted], again [redacted]",
    });
  });
});

it("a redactor ignores values that are too short to be keys", () => {
  expect(createRedactor(["a", ""])("a cat")).toBe("a cat");
});

describe("the sink on stderr", () => {
  const failure = (code: string) => Object.assign(new Error(code), { code });

  it("writes everything if the pipe takes a part at a time", () => {
    let written = "";
    const sink = stderrSink((_fd, data) => {
      written += data.subarray(0, 2).toString();
      return Math.min(2, data.length);
    });
    sink("hello\n");
    expect(written).toBe("hello\n");
  });

  it("keeps what a full pipe does not take, for the next time", () => {
    let full = true;
    let written = "";
    const sink = stderrSink((_fd, data) => {
      if (full) throw failure("EAGAIN");
      written += data.toString();
      return data.length;
    });
    sink("one\n");
    full = false;
    sink("two\n");
    expect(written).toBe("one\ntwo\n");
  });

  it("drops whole lines if a full pipe leaves too much, and never half of one", () => {
    let room = 2;
    let written = "";
    const sink = stderrSink((_fd, data) => {
      if (room === 0) throw failure("EAGAIN");
      const taken = data.subarray(0, room).toString();
      room -= taken.length;
      written += taken;
      return taken.length;
    });
    sink(`one\n${"lost\n".repeat(300_000)}`);
    room = 100;
    sink("two\n");
    expect(written).toBe("one\ntwo\n");
  });

  it("survives a pipe that nobody reads", () => {
    const sink = stderrSink(() => {
      throw failure("EPIPE");
    });
    expect(() => sink("lost\n")).not.toThrow();
  });
});
