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
  readonly #trouble: TroubleLog;
  #closed = false;

  constructor(options: CaptureWriterOptions) {
    this.#options = options;
    this.#trouble = new TroubleLog(options.log, options.path);
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
    if (this.#options.queue.bytes >= SOON && !this.#trouble.failing) this.begin();
    else this.#later();
  }

  /** The queue was full. */
  dropped(): void {
    this.#trouble.overflow();
  }

  /** Also after `closeNow`, which leaves the file open. */
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
    // What comes meanwhile waits for its own turn: under load there would be no end to this one.
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
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
