import { HeldBytes } from "../wire/held-bytes.ts";
import type { Sink } from "./sink.ts";

export interface WholeSinkOptions {
  /** Bytes that are held at most. */
  readonly limit: number;
  /** Called with the whole answer. */
  readonly whole: (body: Buffer) => void;
  /** Called with what is held once it is above the limit; another sink goes on from there. Its result is that of `write`. */
  readonly tooLarge: (body: Buffer) => boolean;
}

/** Holds an answer until it is whole: it goes out in one write, and until then another target can still answer. */
export class WholeSink implements Sink {
  readonly committed = false;
  readonly #options: WholeSinkOptions;
  readonly #held = new HeldBytes();

  constructor(options: WholeSinkOptions) {
    this.#options = options;
  }

  write(chunk: Buffer): boolean {
    this.#held.push(chunk);
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
