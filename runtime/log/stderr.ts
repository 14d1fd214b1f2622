import { writeSync } from "node:fs";

const STDERR = 2;
const LF = 0x0a;
/** How much is kept for a reader that is slow; beyond it, lines are dropped rather than using more memory. */
const LARGEST_BACKLOG = 1_048_576;

/** A sink on stderr without the start-up cost of `process.stderr`'s stream. A closed or full pipe never throws. */
export function stderrSink(write: (fd: number, data: Buffer) => number = writeSync): (text: string | Buffer) => void {
  let backlog: Buffer = Buffer.alloc(0);
  return (text) => {
    let rest = Buffer.concat([backlog, typeof text === "string" ? Buffer.from(text) : text]);
    backlog = Buffer.alloc(0);
    try {
      while (rest.length > 0) rest = rest.subarray(write(STDERR, rest));
    } catch (error) {
      const full = error instanceof Error && "code" in error && error.code === "EAGAIN";
      // A line that has been started is always finished: half a line would spoil the next one.
      if (full) backlog = rest.length <= LARGEST_BACKLOG ? rest : rest.subarray(0, rest.indexOf(LF) + 1);
    }
  };
}
