const NOTHING = Buffer.alloc(0);
/** In bytes: a smaller piece costs more memory than it holds. */
const SMALL = 1024;
/** So many small pieces are kept as they are: nearly all bodies have fewer. */
const FEW = 16;
const BLOCK = 65_536;

/** Bytes kept in the pieces in which they arrived, and joined only when needed. Many small ones are joined at once. */
export class HeldBytes {
  #pieces: Buffer[] = [];
  #length = 0;
  /** Where small pieces are copied to; what lies between `from` and `to` is not among the pieces yet. */
  #block = NOTHING;
  #from = 0;
  #to = 0;

  /** In bytes. */
  get length(): number {
    return this.#length;
  }

  get pieces(): readonly Buffer[] {
    this.#settle();
    return this.#pieces;
  }

  push(piece: Buffer): void {
    this.#length += piece.length;
    if (this.#pieces.length >= FEW && piece.length < SMALL) this.#copy(piece);
    else {
      this.#settle();
      this.#pieces.push(piece);
    }
  }

  /** All of it in one Buffer; copied only if there is more than one piece. */
  join(): Buffer {
    const { pieces } = this;
    const [first = NOTHING] = pieces;
    return pieces.length < 2 ? first : Buffer.concat(pieces, this.#length);
  }

  clear(): void {
    this.#pieces = [];
    this.#length = 0;
    this.#block = NOTHING;
    this.#from = 0;
    this.#to = 0;
  }

  #copy(piece: Buffer): void {
    if (this.#to + piece.length > this.#block.length) {
      this.#settle();
      this.#block = Buffer.allocUnsafe(BLOCK);
      this.#from = 0;
      this.#to = 0;
    }
    piece.copy(this.#block, this.#to);
    this.#to += piece.length;
  }

  #settle(): void {
    if (this.#to === this.#from) return;
    this.#pieces.push(this.#block.subarray(this.#from, this.#to));
    this.#from = this.#to;
  }
}
