import type { LogFields, Logger } from "../../runtime/log/logger.ts";

export interface RecordedLog extends Logger {
  /** The lines since the last call, as `level event`. */
  take(): readonly string[];
  /** Every line so far with its fields. */
  readonly lines: readonly (LogFields & { readonly level: string; readonly event: string })[];
}

/** A log that keeps its lines. */
export function recordedLog(): RecordedLog {
  const lines: (LogFields & { readonly level: string; readonly event: string })[] = [];
  let taken = 0;
  const add =
    (level: string) =>
    (event: string, fields: LogFields = {}) =>
      void lines.push({ ...fields, level, event });
  return {
    level: "debug",
    debug: add("debug"),
    info: add("info"),
    warn: add("warn"),
    error: add("error"),
    line() {},
    flush() {},
    lines,
    take() {
      const fresh = lines.slice(taken);
      taken = lines.length;
      return fresh.map(({ level, event }) => `${level} ${event}`);
    },
  };
}
