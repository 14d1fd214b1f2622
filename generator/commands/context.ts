import type { Terminal } from "../terminal/terminal.ts";

/** The world as a command sees it. */
export interface Context {
  readonly terminal: Terminal;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** From now on the process stops when the command lets it; aborted, with the signal as reason, when it is asked to. */
  readonly stopSignal: () => AbortSignal;
}
