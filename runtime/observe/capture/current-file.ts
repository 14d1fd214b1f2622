import { FILE_MODE, type FileFacts, type Files, type OpenFile } from "./files.ts";

interface InFlight {
  readonly bytes: Buffer;
  readonly lines: number;
  /** The file's size before this write. */
  readonly before: number;
}

const LINE_BREAK = 0x0a;

/** The file that is being written. */
export class CurrentFile {
  readonly #open: OpenFile;
  readonly #facts: FileFacts;
  #size: number;
  #closed = false;
  #inFlight: InFlight | null = null;

  constructor(open: OpenFile, facts: FileFacts) {
    this.#open = open;
    this.#facts = facts;
    this.#size = facts.regular ? facts.size : 0;
  }

  get id(): string {
    return this.#facts.id;
  }

  /** false for a device or a pipe. */
  get regular(): boolean {
    return this.#facts.regular;
  }

  /** Bytes; 0 for a device or a pipe. */
  get size(): number {
    return this.#size;
  }

  /** null once it is closed. */
  get fd(): number | null {
    return this.#closed ? null : this.#open.fd;
  }

  /** Restricts it to its owner, and ends the half line that a killed process may have left. */
  async prepare(): Promise<void> {
    const { mode, size, regular } = this.#facts;
    if (!regular) return;
    if (mode !== FILE_MODE) await this.#open.protect();
    if (size === 0 || (await this.#open.byteAt(size - 1)) === LINE_BREAK) return;
    await this.#open.write(Buffer.from([LINE_BREAK]));
    this.#size++;
  }

  /** Writes `count` lines; closes itself if that fails. */
  async write(bytes: Buffer, count: number): Promise<void> {
    const before = this.#size;
    this.#inFlight = { bytes, lines: count, before };
    let rest = bytes;
    try {
      while (rest.length > 0) {
        const written = await this.#open.write(rest);
        if (written === 0) throw new Error("The file takes nothing.");
        rest = rest.subarray(written);
      }
      this.#size += bytes.length;
    } catch (error) {
      // Half a line would make the next one unreadable too.
      if (rest.length < bytes.length) await this.#open.truncate(before).catch(() => {});
      await this.abandon();
      throw error;
    } finally {
      this.#inFlight = null;
    }
  }

  /** Those of these lines that are not in the file yet; the first of them may be in flight. */
  missing(lines: readonly Buffer[], now: Files["now"], fd: number): Buffer {
    const pending = this.#inFlight;
    if (pending === null) return Buffer.concat(lines);
    // What is being written may already be in the file, entirely or in part.
    const { bytes, before } = pending;
    const written = this.#facts.regular ? Math.min(Math.max(now.size(fd) - before, 0), bytes.length) : bytes.length;
    return Buffer.concat([bytes.subarray(written), ...lines.slice(pending.lines)]);
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#open.close();
  }

  /** Closes it and ignores errors. */
  async abandon(): Promise<void> {
    await this.close().catch(() => {});
  }
}
