import { HeldBytes } from "../wire/held-bytes.ts";
import type { Sink } from "./sink.ts";
import type { WireAnswers } from "./wire-answers.ts";

export interface WholeSinkOptions {
  /** The most bytes that are held. */
  readonly limit: number;
  /** Called with the complete answer. */
  readonly whole: (body: Buffer) => void;
  /**
   * Called with what is held when it exceeds the limit; another sink takes over. Returns the result of that sink's
   * `write`.
   */
  readonly tooLarge: (body: Buffer) => boolean;
  /** Tells events from an answer by its first bytes; null if it is certainly an answer. */
  readonly startOf: WireAnswers["startOf"] | null;
  /** Called with what is held if it is events; likewise. */
  readonly events: (body: Buffer) => boolean;
}

/** Holds an answer until it is complete: it is sent in one write, and until then another target can still answer. */
export class WholeSink implements Sink {
  readonly hasSent = false;
  readonly #options: WholeSinkOptions;
  readonly #held = new HeldBytes();
  #startOf: WholeSinkOptions["startOf"];

  constructor(options: WholeSinkOptions) {
    this.#options = options;
    this.#startOf = options.startOf;
  }

  write(chunk: Buffer): boolean {
    this.#held.push(chunk);
    if (this.#startOf !== null) {
      const start = this.#startOf(this.#held.join());
      if (start === "events") return this.#options.events(this.#held.join());
      if (start === "other") this.#startOf = null;
    }
    return this.#held.length <= this.#options.limit || this.#options.tooLarge(this.#held.join());
  }

  end(): null {
    this.#options.whole(this.#held.join());
    return null;
  }

  tail(): Buffer {
    return this.#held.join();
  }

  drop(): void {
    this.#held.clear();
  }

  fail(): void {
    this.drop();
  }
}
