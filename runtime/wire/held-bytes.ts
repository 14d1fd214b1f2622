const NOTHING = Buffer.alloc(0);

/** Bytes that are held in the pieces that they came in, and joined only once they are needed. */
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

  /** All of it in one Buffer; copies only where there is more than one piece. */
  join(): Buffer {
    const [first = NOTHING] = this.#pieces;
    return this.#pieces.length < 2 ? first : Buffer.concat(this.#pieces, this.#length);
  }

  clear(): void {
    this.#pieces = [];
    this.#length = 0;
  }
}
