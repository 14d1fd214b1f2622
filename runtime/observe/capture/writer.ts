import type { Clock, Timer } from "../../clock.ts";
import type { Logger } from "../../log/logger.ts";
import type { CaptureFile } from "./capture-file.ts";
import { codeOf } from "./files.ts";
import { formatLine } from "./format-line.ts";
import type { EntryQueue } from "./queue.ts";
import type { Finder } from "./redact/spans.ts";

export interface CaptureWriterOptions {
  readonly queue: EntryQueue;
  readonly file: CaptureFile;
  readonly path: string;
  readonly secrets: Finder;
  readonly clock: Clock;
  readonly log: Logger;
  /** Milliseconds. */
  readonly interval: number;
}

/** So many bytes do not wait for the interval to pass. */
const SOON = 1 << 20;
/** What is formatted at a time: requests come first, so it is little. */
const BATCH_BYTES = 1 << 18;
const BATCH_MS = 5;

/** Puts queued entries into words and into the file, aside from all requests. */
export class CaptureWriter {
  readonly #options: CaptureWriterOptions;
  /** Formatted and not written yet. */
  readonly #lines: Buffer[] = [];
  #sequence = 0;
  #timer: Timer | null = null;
  #running: Promise<void> | null = null;
  #failing = false;
  #saidFull = false;
  /** `queue.lost` when the file began to fail. */
  #lostBefore = 0;
  #closed = false;

  constructor(options: CaptureWriterOptions) {
    this.#options = options;
  }

  /** Writes in a moment, also if there is nothing to write: so a file that cannot be opened shows at the start. */
  begin(): void {
    this.#timer?.cancel();
    this.#timer = null;
    this.#running ??= this.#run().finally(() => {
      this.#running = null;
      if (!this.#closed && this.#waiting > 0) this.added();
    });
  }

  /** There is something to write. */
  added(): void {
    if (this.#running !== null) return;
    if (this.#options.queue.bytes >= SOON && !this.#failing) this.begin();
    else this.#later();
  }

  /** The queue was full. */
  dropped(): void {
    if (this.#saidFull || this.#failing) return;
    this.#saidFull = true;
    const message = "more is captured than can be written; entries are lost until the rest is in the file";
    this.#options.log.warn("capture_overflow", { file: this.#options.path, message });
  }

  /** Also after `closeNow`, which leaves the file open. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#timer?.cancel();
    await this.#running;
    if (this.#waiting > 0) await this.#run();
    const { log, path, file } = this.#options;
    if (this.#waiting > 0) log.warn("capture_lost", { file: path, lost: this.#waiting });
    await file.close().catch(() => {});
  }

  closeNow(): void {
    if (this.#closed && this.#waiting === 0) return;
    this.#closed = true;
    this.#timer?.cancel();
    const { log, path, file, queue } = this.#options;
    while (queue.length > 0) this.#format();
    try {
      file.appendNow(this.#lines);
    } catch (error) {
      log.warn("capture_lost", { file: path, code: codeOf(error), lost: this.#lines.length });
    }
    this.#lines.length = 0;
  }

  get #waiting(): number {
    return this.#lines.length + this.#options.queue.length;
  }

  #later(): void {
    this.#timer ??= this.#options.clock.setTimer(this.#options.interval, () => this.begin());
  }

  async #run(): Promise<void> {
    const { file, queue } = this.#options;
    // What comes meanwhile waits for its own turn: under load there would be no end to this one.
    let due = queue.length;
    try {
      do {
        await nextTurn();
        // After a failure the same lines are tried again.
        if (this.#lines.length === 0) due -= this.#format();
        await file.append(this.#lines);
        this.#worked();
      } while (due > 0 && queue.length > 0);
      if (queue.length === 0) this.#saidFull = false;
    } catch (error) {
      this.#failed(error);
    }
  }

  /** How many entries it took. */
  #format(): number {
    const { queue, secrets, clock } = this.#options;
    const until = clock.now() + BATCH_MS;
    const before = this.#lines.length;
    let bytes = 0;
    do {
      const entry = queue.take();
      if (entry === null) break;
      const line = Buffer.from(formatLine(entry, ++this.#sequence, secrets));
      this.#lines.push(line);
      bytes += line.length;
    } while (bytes < BATCH_BYTES && clock.now() < until);
    return this.#lines.length - before;
  }

  #failed(error: unknown): void {
    if (this.#failing) return;
    this.#failing = true;
    const { log, path, queue } = this.#options;
    this.#lostBefore = queue.lost;
    const message = error instanceof Error ? error.message : String(error);
    log.warn("capture_failed", { file: path, code: codeOf(error), message });
  }

  #worked(): void {
    if (!this.#failing) return;
    this.#failing = false;
    const { log, path, queue } = this.#options;
    log.info("capture_resumed", { file: path, lost: queue.lost - this.#lostBefore });
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
