import { type Hidden, hide } from "./hidden.ts";

const NOTHING = Buffer.alloc(0);

/** Makes secrets unreadable in bytes that arrive in pieces, wherever they are cut. */
export class ByteMask {
  readonly #hidden: Hidden;
  /** Bytes that may be the start of a secret. */
  #held: Buffer = NOTHING;

  constructor(hidden: Hidden) {
    this.#hidden = hidden;
  }

  /** Returns what may be passed on so far; changes the bytes that it is given. */
  push(piece: Buffer): Buffer {
    const bytes = this.#held.length === 0 ? piece : Buffer.concat([this.#held, piece]);
    const end = hide(this.#hidden, bytes);
    if (end === bytes.length) {
      this.#held = NOTHING;
      return bytes;
    }
    this.#held = bytes.subarray(end);
    return bytes.subarray(0, end);
  }

  /** What has turned out not to be a secret, at the end. */
  rest(): Buffer {
    return this.#held;
  }
}
