import type { Logger } from "../../log/logger.ts";
import { codeOf } from "./files.ts";

/** Logs a capture's problems: each one once, and when it is over. */
export class TroubleLog {
  readonly #log: Logger;
  /** The capture file's path. */
  readonly #file: string;
  #failing = false;
  #overflowing = false;
  /** How many entries had been dropped when the file began to fail. */
  #droppedBefore = 0;

  constructor(log: Logger, file: string) {
    this.#log = log;
    this.#file = file;
  }

  /** Whether the last attempt to write the file failed. */
  get failing(): boolean {
    return this.#failing;
  }

  /** An entry was dropped because the queue is full. */
  overflow(): void {
    if (this.#overflowing || this.#failing) return;
    this.#overflowing = true;
    const message = "more is captured than can be written; entries are lost until the rest is in the file";
    this.#log.warn("capture_overflow", { file: this.#file, message });
  }

  /** Everything that waited is in the file. */
  drained(): void {
    this.#overflowing = false;
  }

  /** @param dropped entries since the start */
  failed(error: unknown, dropped: number): void {
    if (this.#failing) return;
    this.#failing = true;
    this.#droppedBefore = dropped;
    const message = error instanceof Error ? error.message : String(error);
    this.#log.warn("capture_failed", { file: this.#file, code: codeOf(error), message });
  }

  /** @param dropped entries since the start */
  worked(dropped: number): void {
    if (!this.#failing) return;
    this.#failing = false;
    this.#log.info("capture_resumed", { file: this.#file, lost: dropped - this.#droppedBefore });
  }

  /** The process is ending, and this many entries could not be written. */
  gaveUp(lost: number, error: unknown = null): void {
    const code = error === null ? {} : { code: codeOf(error) };
    this.#log.warn("capture_lost", { file: this.#file, ...code, lost });
  }
}
