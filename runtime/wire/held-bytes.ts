const NOTHING = Buffer.alloc(0);

/** Bytes kept in the pieces in which they arrived, and joined only when needed. */
export class HeldBytes {
  #pieces: Buffer[] = [];
  #length = 0;

  /** In bytes. */
  get length(): number {
    return this.#length;
  }

  get pieces(): readonly Buffer[] {
    return this.#pieces;
  }

  push(piece: Buffer): void {
    this.#pieces.push(piece);
    this.#length += piece.length;
  }

  /** All of it in one Buffer; copied only if there is more than one piece. */
  join(): Buffer {
    const [first = NOTHING] = this.#pieces;
    return this.#pieces.length < 2 ? first : Buffer.concat(this.#pieces, this.#length);
  }

  clear(): void {
    this.#pieces = [];
    this.#length = 0;
  }
}
