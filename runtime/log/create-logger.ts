import type { Clock, Timer } from "../clock.ts";
import type { LogLevel } from "../contract/settings.ts";
import type { LogFields, Logger } from "./logger.ts";
import { createRedactor } from "./redact.ts";

export interface LoggerOptions {
  readonly level: LogLevel;
  /** Values that must never appear in a line. */
  readonly secrets: readonly string[];
  readonly clock: Clock;
  /** Receives complete lines, each with its line break. */
  readonly sink: (text: string) => void;
}

export const LOG_LEVELS = ["debug", "info", "warn", "error", "silent"] as const satisfies readonly LogLevel[];

/** A write to the sink is a system call, so lines are collected: at most this long, and at most this many characters. */
const LONGEST_WAIT_MS = 50;
const LARGEST_BUFFER = 65_536;

export function createLogger({ level, secrets, clock, sink }: LoggerOptions): Logger {
  const redact = createRedactor(secrets);
  const threshold = LOG_LEVELS.indexOf(level);
  let buffer = "";
  let timer: Timer | null = null;

  function flush(): void {
    timer?.cancel();
    timer = null;
    if (buffer === "") return;
    const text = buffer;
    buffer = "";
    sink(text);
  }

  function line(text: string): void {
    buffer += text + "\n";
    if (buffer.length >= LARGEST_BUFFER) flush();
    else timer ??= clock.setTimer(LONGEST_WAIT_MS, flush);
  }

  function write(name: Exclude<LogLevel, "silent">, event: string, fields: LogFields | undefined): void {
    if (LOG_LEVELS.indexOf(name) < threshold) return;
    const record: Record<string, LogFields[string]> = {
      time: new Date(clock.wall()).toISOString(),
      level: name,
      event: redact(event),
    };
    for (const [key, value] of Object.entries(fields ?? {})) {
      record[key] = typeof value === "string" ? redact(value) : value;
    }
    line(JSON.stringify(record));
    // An error may be the last line that the process writes.
    if (name === "error") flush();
  }

  return {
    level,
    debug: (event, fields) => write("debug", event, fields),
    info: (event, fields) => write("info", event, fields),
    warn: (event, fields) => write("warn", event, fields),
    error: (event, fields) => write("error", event, fields),
    line,
    flush,
  };
}
