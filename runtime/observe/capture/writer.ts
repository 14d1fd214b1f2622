import type { Clock, Timer } from "../../clock.ts";
import type { Logger } from "../../log/logger.ts";
import type { CaptureFile } from "./capture-file.ts";
import { formatLine } from "./format-line.ts";
import type { EntryQueue } from "./queue.ts";
import type { Finder } from "./redact/spans.ts";
import { TroubleLog } from "./trouble-log.ts";

export interface CaptureWriterOptions {
  readonly queue: EntryQueue;
  readonly file: CaptureFile;
  readonly path: string;
  readonly secrets: Finder;
  readonly clock: Clock;
  readonly log: Logger;
  /** Milliseconds. */
  readonly interval: number;
  /** null where there is one process. */
  readonly worker?: number | null;
}

/** This many bytes are written without waiting for the interval. */
const SOON = 1 << 20;
/** How much is formatted at a time: little, because requests come first. */
const BATCH_BYTES = 1 << 18;
const BATCH_MS = 5;

/** Formats queued entries and writes them to the file, outside the request path. */
export class CaptureWriter {
  readonly #options: CaptureWriterOptions;
  /** Formatted but not written yet. */
  readonly #lines: Buffer[] = [];
  #sequence = 0;
  #timer: Timer | null = null;
  #running: Promise<void> | null = null;
  readonly #trouble: TroubleLog;
  #closed = false;

  constructor(options: CaptureWriterOptions) {
    this.#options = options;
    this.#trouble = new TroubleLog(options.log, options.path);
  }

  /** Writes soon, even if there is nothing to write, so that a file that cannot be opened is reported at the start. */
  begin(): void {
    this.#timer?.cancel();
    this.#timer = null;
    this.#running ??= this.#run().finally(() => {
      this.#running = null;
      if (!this.#closed && this.#waiting > 0) this.added();
    });
  }

  /** An entry was added to the queue. */
  added(): void {
    if (this.#running !== null) return;
    if (this.#options.queue.bytes >= SOON && !this.#trouble.failing) this.begin();
    else this.#later();
  }

  /** An entry was dropped because the queue is full. */
  dropped(): void {
    this.#trouble.overflow();
  }

  /** Also needed after `closeNow`, which leaves the file open. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#timer?.cancel();
    await this.#running;
    if (this.#waiting > 0) await this.#run();
    if (this.#waiting > 0) this.#trouble.gaveUp(this.#waiting);
    await this.#options.file.close().catch(() => {});
  }

  closeNow(): void {
    if (this.#closed && this.#waiting === 0) return;
    this.#closed = true;
    this.#timer?.cancel();
    const { file, queue } = this.#options;
    while (queue.length > 0) this.#format();
    try {
      file.appendNow(this.#lines);
    } catch (error) {
      this.#trouble.gaveUp(this.#lines.length, error);
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
    // Only what is queued now: under load, this loop would otherwise never end.
    let due = queue.length;
    try {
      do {
        await nextTurn();
        // After a failure the same lines are tried again.
        if (this.#lines.length === 0) due -= this.#format();
        await file.append(this.#lines);
        this.#trouble.worked(queue.dropped);
      } while (due > 0 && queue.length > 0);
      if (queue.length === 0) this.#trouble.drained();
    } catch (error) {
      this.#trouble.failed(error, queue.dropped);
    }
  }

  /** Returns how many entries it took. */
  #format(): number {
    const { queue, secrets, clock, worker } = this.#options;
    const until = clock.now() + BATCH_MS;
    const before = this.#lines.length;
    let bytes = 0;
    do {
      const entry = queue.take();
      if (entry === null) break;
      const line = Buffer.from(formatLine(entry, ++this.#sequence, secrets, worker));
      this.#lines.push(line);
      bytes += line.length;
    } while (bytes < BATCH_BYTES && clock.now() < until);
    return this.#lines.length - before;
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
