import type { Stream } from "./stream.ts";

/** One line that shows the current step, and is erased at the end. */
export interface Progress {
  show(text: string): void;
  clear(): void;
}

const ERASE_LINE = "\r\u001b[2K";

/** Shows nothing in a pipe, on a dumb terminal, or in CI, where every update would become a line. */
export function createProgress(stream: Stream, env: Readonly<Record<string, string | undefined>>): Progress {
  if (stream.isTTY !== true || env.TERM === "dumb" || env.CI) return { show() {}, clear() {} };
  let shown = false;
  return {
    show(text) {
      stream.write(`${ERASE_LINE}${text}`);
      shown = true;
    },
    clear() {
      if (shown) stream.write(ERASE_LINE);
      shown = false;
    },
  };
}
