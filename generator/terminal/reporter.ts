import type { ConsolaReporter, LogType } from "consola/core";

const MARKS: Partial<Record<LogType, { readonly mark: string; readonly colour: number }>> = {
  success: { mark: "✔", colour: 32 },
  info: { mark: "ℹ", colour: 36 },
  start: { mark: "◐", colour: 36 },
  ready: { mark: "✔", colour: 32 },
  warn: { mark: "⚠", colour: 33 },
  error: { mark: "✖", colour: 31 },
  fatal: { mark: "✖", colour: 31 },
};

/**
 * consola's own reporters decide about colours by stdout and CI variables; this one by the stream that it writes to.
 */
export function consolaReporter(write: (line: string) => void, colour: boolean): ConsolaReporter {
  return {
    log({ type, args }) {
      const style = MARKS[type];
      const text = args.map(String).join(" ");
      if (style === undefined) write(`${text}\n`);
      else write(`${colour ? `\u001b[${style.colour}m${style.mark}\u001b[39m` : style.mark} ${text}\n`);
    },
  };
}
