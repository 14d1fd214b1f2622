import type { LogLevel } from "../contract/settings.ts";

export type LogFields = Readonly<Record<string, string | number | boolean | null>>;

/** Writes JSON lines, without the secrets that it was given. */
export interface Logger {
  readonly level: LogLevel;
  debug(event: string, fields?: LogFields): void;
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
  /** Writes a line that the caller has formatted: one JSON object, no line break. The caller checks `level`. */
  line(text: string): void;
  /** Writes at once what is still buffered. */
  flush(): void;
}
