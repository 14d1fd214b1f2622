import type { Readable } from "node:stream";
import type { Timer } from "../../clock.ts";
import { relayLines } from "../../log/relay-lines.ts";
import type { CollectCapture } from "./capture.ts";
import { CaptureFile } from "./capture-file.ts";
import { diskFiles } from "./files.ts";
import { TroubleLog } from "./trouble-log.ts";

const LF = 0x0a;
/** Bytes that wait to be written. Beyond it workers are read no further, and drop entries as one process does. */
const MOST_WAITING = 4 << 20;

/** Appends what workers capture to one file, and rotates it. */
export const collectCapture: CollectCapture = ({ settings, clock, log }) => {
  const { file: path, flushInterval } = settings;
  const file = new CaptureFile({ ...settings, path, files: diskFiles });
  const trouble = new TroubleLog(log, path);
  const sources = new Set<Readable>();
  const lines: Buffer[] = [];
  let bytes = 0;
  let writing: Promise<void> | null = null;
  let timer: Timer | null = null;

  function add(text: Buffer): void {
    for (let at = 0; at < text.length; ) {
      const end = text.indexOf(LF, at) + 1;
      lines.push(text.subarray(at, end));
      at = end;
    }
    bytes += text.length;
    if (bytes > MOST_WAITING) for (const source of sources) source.pause();
    // After a failure the file is tried again at intervals.
    if (timer === null) begin();
  }

  function begin(): void {
    writing ??= write().finally(() => {
      writing = null;
      if (lines.length > 0) timer ??= clock.setTimer(flushInterval * 1000, again);
    });
  }

  function again(): void {
    timer = null;
    begin();
  }

  async function write(): Promise<void> {
    try {
      do {
        const due = lines.splice(0);
        await file.append(due).finally(() => lines.unshift(...due));
        bytes = lines.reduce((sum, line) => sum + line.length, 0);
      } while (lines.length > 0);
      trouble.worked(0);
      for (const source of sources) source.resume();
    } catch (error) {
      trouble.failed(error, 0);
    }
  }

  // A file that cannot be opened is reported at the start.
  begin();
  return {
    collect(from) {
      sources.add(from);
      from.once("close", () => sources.delete(from));
      relayLines(from, add);
    },
    async close() {
      timer?.cancel();
      await writing;
      timer?.cancel();
      if (lines.length > 0) await write();
      if (lines.length > 0) trouble.gaveUp(lines.length);
      await file.close().catch(() => {});
    },
  };
};
