import { dirname } from "node:path";
import { FILE_MODE, type FileFacts, type Files, type OpenFile } from "./files.ts";
import { RotatedFiles } from "./rotated-files.ts";

export interface CaptureFileOptions {
  readonly path: string;
  /** Bytes of one file, and of all together. */
  readonly maxBytes: number;
  readonly totalMaxBytes: number;
  /** How many full files are kept. */
  readonly maxFiles: number;
  readonly files: Files;
}

interface InFlight {
  readonly bytes: Buffer;
  readonly lines: number;
  /** The file's size before it. */
  readonly before: number;
}

const LINE_BREAK = 0x0a;

/** The file that lines are appended to, and its full predecessors. Errors of the disk reach the caller. */
export class CaptureFile {
  readonly #path: string;
  readonly #limit: number;
  readonly #total: number;
  readonly #files: Files;
  readonly #rotated: RotatedFiles;
  #open: OpenFile | null = null;
  #facts: FileFacts | null = null;
  #size = 0;
  #inFlight: InFlight | null = null;
  #folderMade = false;

  constructor({ path, maxBytes, totalMaxBytes, maxFiles, files }: CaptureFileOptions) {
    this.#path = path;
    this.#limit = Math.min(maxBytes, totalMaxBytes);
    this.#total = totalMaxBytes;
    this.#files = files;
    this.#rotated = new RotatedFiles(path, maxFiles, files);
  }

  /** Writes lines and takes those written out of the list, so that after an error the others can be tried again. */
  async append(lines: Buffer[]): Promise<void> {
    let open = await this.#ready();
    while (lines.length > 0) {
      const count = this.#fitting(lines);
      if (count === 0) {
        await this.#rotate(open);
        open = await this.#ready();
        continue;
      }
      const bytes = Buffer.concat(lines.slice(0, count));
      while (this.#rotated.count > 0 && this.#rotated.bytes + this.#size + bytes.length > this.#total) {
        await this.#rotated.removeOldest();
      }
      await this.#write(open, { bytes, lines: count, before: this.#size });
      lines.splice(0, count);
    }
  }

  async close(): Promise<void> {
    const open = this.#open;
    this.#open = null;
    await open?.close();
  }

  /** As `append`, at once and without rotation: for the end of the process. */
  appendNow(lines: readonly Buffer[]): void {
    const { now } = this.#files;
    const fd = this.#open?.fd ?? now.open(this.#path);
    const pending = this.#inFlight;
    let bytes = Buffer.concat(lines.slice(pending?.lines ?? 0));
    // What is being written may be in the file already, or the beginning of it.
    if (pending !== null) bytes = Buffer.concat([pending.bytes.subarray(this.#written(fd, pending)), bytes]);
    while (bytes.length > 0) bytes = bytes.subarray(now.write(fd, bytes));
  }

  #written(fd: number, { before, bytes }: InFlight): number {
    if (this.#facts?.regular !== true) return bytes.length;
    return Math.min(Math.max(this.#files.now.size(fd) - before, 0), bytes.length);
  }

  /** How many lines still fit; a line that is larger than a file gets one of its own. */
  #fitting(lines: readonly Buffer[]): number {
    if (this.#facts?.regular !== true) return lines.length;
    let room = this.#limit - this.#size;
    let count = 0;
    for (const line of lines) {
      room -= line.length;
      if (room < 0) break;
      count++;
    }
    return count === 0 && this.#size === 0 ? 1 : count;
  }

  async #write(open: OpenFile, pending: InFlight): Promise<void> {
    this.#inFlight = pending;
    let rest = pending.bytes;
    try {
      while (rest.length > 0) {
        const written = await open.write(rest);
        if (written === 0) throw new Error("The file takes nothing.");
        rest = rest.subarray(written);
      }
      this.#size += pending.bytes.length;
    } catch (error) {
      // Half a line would make the next one unreadable too.
      if (rest.length < pending.bytes.length) await open.truncate(pending.before).catch(() => {});
      await this.#forget(open);
      throw error;
    } finally {
      this.#inFlight = null;
    }
  }

  async #forget(open: OpenFile): Promise<void> {
    this.#open = null;
    await open.close().catch(() => {});
  }

  async #rotate(open: OpenFile): Promise<void> {
    await this.#forget(open);
    await this.#rotated.add(this.#size);
  }

  /** The file, opened anew if it was moved or removed: what is written to one without a name is lost unseen. */
  async #ready(): Promise<OpenFile> {
    if (this.#open !== null) {
      const there = await this.#files.facts(this.#path);
      if (there !== null && there.id === this.#facts?.id) return this.#open;
      await this.#forget(this.#open);
    }
    // Later on a folder that is gone may be a disk that is gone, and another one's room is not to be filled.
    if (!this.#folderMade) await this.#files.makeFolder(dirname(this.#path));
    const open = await this.#files.open(this.#path);
    try {
      await this.#prepare(open);
    } catch (error) {
      await this.#forget(open);
      throw error;
    }
    this.#folderMade = true;
    this.#open = open;
    return open;
  }

  async #prepare(open: OpenFile): Promise<void> {
    const facts = await open.facts();
    this.#facts = facts;
    this.#size = facts.regular ? facts.size : 0;
    if (!facts.regular) return;
    if (facts.mode !== FILE_MODE) await open.protect();
    await this.#rotated.find();
    // A process that was killed may have left half a line.
    if (facts.size === 0 || (await open.byteAt(facts.size - 1)) === LINE_BREAK) return;
    await open.write(Buffer.from([LINE_BREAK]));
    this.#size++;
  }
}
