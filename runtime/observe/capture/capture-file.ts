import { dirname } from "node:path";
import { CurrentFile } from "./current-file.ts";
import type { Files } from "./files.ts";
import { RotatedFiles } from "./rotated-files.ts";

export interface CaptureFileOptions {
  readonly path: string;
  /** Bytes of one file. */
  readonly maxBytes: number;
  readonly totalMaxBytes: number;
  /** How many full files are kept. */
  readonly maxFiles: number;
  readonly files: Files;
}

/** The file that lines are appended to, and its full predecessors. Disk errors reach the caller. */
export class CaptureFile {
  readonly #path: string;
  readonly #limit: number;
  readonly #total: number;
  readonly #files: Files;
  readonly #rotated: RotatedFiles;
  #current: CurrentFile | null = null;
  #folderMade = false;

  constructor({ path, maxBytes, totalMaxBytes, maxFiles, files }: CaptureFileOptions) {
    this.#path = path;
    this.#limit = Math.min(maxBytes, totalMaxBytes);
    this.#total = totalMaxBytes;
    this.#files = files;
    this.#rotated = new RotatedFiles(path, maxFiles, files);
  }

  /**
   * Writes lines and removes those that were written from the list, so that the others can be tried again after an error.
   */
  async append(lines: Buffer[]): Promise<void> {
    let current = await this.#ready();
    while (lines.length > 0) {
      const count = this.#fitting(current, lines);
      if (count === 0) {
        await current.abandon();
        await this.#rotated.add(current.size);
        current = await this.#ready();
        continue;
      }
      const bytes = Buffer.concat(lines.slice(0, count));
      while (this.#rotated.count > 0 && this.#rotated.bytes + current.size + bytes.length > this.#total) {
        await this.#rotated.removeOldest();
      }
      await current.write(bytes, count);
      lines.splice(0, count);
    }
  }

  async close(): Promise<void> {
    const current = this.#current;
    this.#current = null;
    if (current !== null && current.fd !== null) await current.close();
  }

  /** Like `append`, but synchronous and without rotation: for the end of the process. */
  appendNow(lines: readonly Buffer[]): void {
    const { now } = this.#files;
    const fd = this.#current?.fd ?? now.open(this.#path);
    let bytes = this.#current === null ? Buffer.concat(lines) : this.#current.missing(lines, now, fd);
    while (bytes.length > 0) bytes = bytes.subarray(now.write(fd, bytes));
  }

  /** How many lines still fit; a line larger than a whole file gets a file of its own. */
  #fitting({ regular, size }: CurrentFile, lines: readonly Buffer[]): number {
    if (!regular) return lines.length;
    let room = this.#limit - size;
    let count = 0;
    for (const line of lines) {
      room -= line.length;
      if (room < 0) break;
      count++;
    }
    return count === 0 && size === 0 ? 1 : count;
  }

  /** The open file; reopened if it was moved or removed, because what is written to a file without a name is lost. */
  async #ready(): Promise<CurrentFile> {
    const current = this.#current;
    if (current !== null && current.fd !== null) {
      const there = await this.#files.facts(this.#path);
      if (there !== null && there.id === current.id) return current;
      await current.abandon();
    }
    // Only once: a folder that disappears later may be an unmounted disk, and the disk below it must not be filled.
    if (!this.#folderMade) await this.#files.makeFolder(dirname(this.#path));
    this.#current = await this.#opened();
    this.#folderMade = true;
    return this.#current;
  }

  async #opened(): Promise<CurrentFile> {
    const open = await this.#files.open(this.#path);
    try {
      const current = new CurrentFile(open, await open.facts());
      if (current.regular) await this.#rotated.find();
      await current.prepare();
      return current;
    } catch (error) {
      await open.close().catch(() => {});
      throw error;
    }
  }
}
