import type { HeldAnswer } from "../failure/held-answer.ts";
import { HeldBytes } from "../wire/held-bytes.ts";

/** Errors are held up to this size, so that another target can answer instead and the key can be searched for in them. */
const LIMIT = 1 << 20;

/** An upstream's error, held until it is whole. */
export class HeldError {
  readonly #status: number;
  /** Names and values in turn. */
  readonly #headers: string[];
  readonly #body = new HeldBytes();

  constructor(status: number, headers: string[]) {
    this.#status = status;
    this.#headers = headers;
  }

  /** false if it has grown too long to be held. */
  add(chunk: Buffer): boolean {
    this.#body.push(chunk);
    return this.#body.length <= LIMIT;
  }

  answer(): HeldAnswer {
    return { status: this.#status, headers: this.#headers, body: this.#body.join() };
  }
}
