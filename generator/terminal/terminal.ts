import { type ConsolaInstance, createConsola } from "consola/core";
import { createProgress, type Progress } from "./progress.ts";
import { consolaReporter } from "./reporter.ts";
import type { Stream } from "./stream.ts";

/** The output of a command. Answers go to stdout, so that they can be piped; everything else goes to stderr. */
export interface Terminal {
  /** The result of the command: a schema, an explanation, machine-readable diagnostics. */
  readonly answer: (text: string) => void;
  /** Diagnostics for people. */
  readonly report: (text: string) => void;
  /** Log lines. */
  readonly log: ConsolaInstance;
  /** One updating line; silent without a terminal. */
  readonly progress: Progress;
  /** Whether the stream supports colours. */
  readonly colour: { readonly answer: boolean; readonly report: boolean };
}

export interface TerminalOptions {
  readonly stdout: Stream;
  readonly stderr: Stream;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export function createTerminal({ stdout, stderr, env }: TerminalOptions): Terminal {
  const colour = { answer: takesColour(stdout, env), report: takesColour(stderr, env) };
  const progress = createProgress(stderr, env);
  return {
    answer: (text) => {
      stdout.write(closed(text));
    },
    report: (text) => {
      progress.clear();
      stderr.write(closed(text));
    },
    log: createConsola({
      level: 3,
      reporters: [
        consolaReporter((line) => {
          progress.clear();
          stderr.write(line);
        }, colour.report),
      ],
    }),
    progress,
    colour,
  };
}

/** https://no-color.org and https://force-color.org: any non-empty value counts; NO_COLOR wins. */
export function takesColour(stream: Stream, env: TerminalOptions["env"]): boolean {
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR) return env.FORCE_COLOR !== "0";
  return stream.isTTY === true && env.TERM !== "dumb";
}

function closed(text: string): string {
  return text === "" || text.endsWith("\n") ? text : text + "\n";
}
