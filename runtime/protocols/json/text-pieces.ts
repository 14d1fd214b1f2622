/** After so many, pieces are joined: each takes more memory than its characters. */
const MANY = 1000;

/** A text that is put together from very many pieces. */
export class TextPieces {
  readonly #joined: string[] = [];
  #pieces: string[] = [];

  add(piece: string): void {
    if (this.#pieces.push(piece) >= MANY) this.#join();
  }

  text(): string {
    this.#join();
    return this.#joined.join("");
  }

  #join(): void {
    this.#joined.push(this.#pieces.join(""));
    this.#pieces = [];
  }
}
