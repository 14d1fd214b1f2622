import type { Terminal } from "../terminal/terminal.ts";

/** The world as a command sees it. */
export interface Context {
  readonly terminal: Terminal;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** All of standard input, as UTF-8 text. */
  readonly readStdin: () => Promise<string>;
  /**
   * Call it to handle signals in the command: the returned signal is aborted, with the name of the system's signal as
   * reason.
   */
  readonly stopSignal: () => AbortSignal;
}
