import type { HeldAnswer } from "../failure/held-answer.ts";
import { HeldBytes } from "../wire/held-bytes.ts";

/** Errors up to this size are held, so that another target can answer instead and the key can be removed from them. */
const LIMIT = 1 << 20;

/** An upstream's error, held until it is complete. */
export class HeldError {
  readonly #status: number;
  /** Alternating names and values. */
  readonly #headers: string[];
  readonly #body = new HeldBytes();

  constructor(status: number, headers: string[]) {
    this.#status = status;
    this.#headers = headers;
  }

  /** false if it is too long to be held. */
  add(chunk: Buffer): boolean {
    this.#body.push(chunk);
    return this.#body.length <= LIMIT;
  }

  answer(): HeldAnswer {
    return { status: this.#status, headers: this.#headers, body: this.#body.join() };
  }
}
