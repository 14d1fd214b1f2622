import type { Readable } from "node:stream";

const LF = 0x0a;

/** Hands on what a stream says in whole lines; what it ends with in the middle of a line gets a line break. */
export function relayLines(from: Readable, sink: (lines: Buffer) => void): void {
  let begun: Buffer[] = [];
  from.on("data", (chunk: Buffer) => {
    const end = chunk.lastIndexOf(LF) + 1;
    if (end > 0) {
      const lines = chunk.subarray(0, end);
      sink(begun.length === 0 ? lines : Buffer.concat([...begun, lines]));
      begun = [];
    }
    if (end < chunk.length) begun.push(chunk.subarray(end));
  });
  from.on("end", () => {
    if (begun.length > 0) sink(Buffer.concat([...begun, Buffer.from("\n")]));
  });
  from.on("error", () => {});
}
