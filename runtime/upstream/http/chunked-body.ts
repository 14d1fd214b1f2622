/** Decodes a chunked body, wherever reads happen to cut it: https://www.rfc-editor.org/rfc/rfc9112#section-7.1 */

const CR = 0x0d;
const LF = 0x0a;
const SEMICOLON = 0x3b;
/** A size of eight hex digits is 4 GB; longer extensions or trailers than this are an attack. */
const MAX_DIGITS = 8;
const MAX_LINE = 16_384;

type State = "size" | "extension" | "size-end" | "data" | "data-end" | "trailer" | "trailer-end" | "done";

export class ChunkedBody {
  #state: State = "size";
  #size = 0;
  #digits = 0;
  #line = 0;

  get done(): boolean {
    return this.#state === "done";
  }

  /**
   * Removes the framing from `bytes`, starting at `from`, by moving the data together in place.
   * @returns where the data ends, or −1 if this is not a chunked body. `position` is then how far was read.
   */
  compact(bytes: Buffer, from: number): number {
    let to = from;
    let at = from;
    while (at < bytes.length && this.#state !== "done") {
      const start = this.#state === "size" && this.#digits === 0 ? this.#wholeChunk(bytes, at) : 0;
      if (start > 0) {
        bytes.copyWithin(to, start, start + this.#size);
        to += this.#size;
        at = start + this.#size + 2;
        this.#size = 0;
      } else if (this.#state === "data") {
        const end = Math.min(bytes.length, at + this.#size);
        if (to !== at) bytes.copyWithin(to, at, end);
        to += end - at;
        this.#size -= end - at;
        at = end;
        if (this.#size === 0) this.#state = "data-end";
      } else if (!this.#frame(bytes[at++] ?? 0)) return -1;
    }
    this.position = at;
    return to;
  }

  position = 0;

  /** Where the data of a chunk starts that is completely there, as nearly all are; 0 for all others. */
  #wholeChunk(bytes: Buffer, from: number): number {
    let at = from;
    let size = 0;
    for (let digit = hexDigit(bytes[at] ?? 0); digit >= 0; digit = hexDigit(bytes[++at] ?? 0)) size = size * 16 + digit;
    const start = at + 2;
    const end = start + size;
    if (size === 0 || at - from > MAX_DIGITS || end + 2 > bytes.length || !endsLine(bytes, at)) return 0;
    if (!endsLine(bytes, end)) return 0;
    this.#size = size;
    return start;
  }

  /** One byte of the framing; false if it is invalid. */
  #frame(byte: number): boolean {
    switch (this.#state) {
      case "size":
        return this.#sizeByte(byte);
      case "extension":
        if (byte === CR) this.#state = "size-end";
        return byte !== LF && ++this.#line < MAX_LINE;
      case "size-end":
        this.#digits = 0;
        this.#line = 0;
        this.#state = this.#size === 0 ? "trailer" : "data";
        return byte === LF;
      case "data-end":
        if (byte === CR && this.#line === 0) {
          this.#line = 1;
          return true;
        }
        this.#state = "size";
        return byte === LF && this.#line === 1 && this.#reset();
      default:
        return this.#trailerByte(byte);
    }
  }

  #sizeByte(byte: number): boolean {
    const digit = hexDigit(byte);
    if (digit >= 0) {
      this.#size = this.#size * 16 + digit;
      return ++this.#digits <= MAX_DIGITS;
    }
    if (this.#digits === 0) return false;
    if (byte === CR) this.#state = "size-end";
    else if (byte === SEMICOLON || byte === 0x20 || byte === 0x09) this.#state = "extension";
    else return false;
    return true;
  }

  /** Trailers are skipped; `#digits` counts the bytes of the current line. */
  #trailerByte(byte: number): boolean {
    if (this.#state === "trailer-end") {
      this.#state = this.#digits === 0 ? "done" : "trailer";
      this.#digits = 0;
      this.#line++;
      return byte === LF;
    }
    if (byte === CR) this.#state = "trailer-end";
    else this.#digits++;
    return byte !== LF && ++this.#line < MAX_LINE;
  }

  #reset(): boolean {
    this.#line = 0;
    return true;
  }
}

function endsLine(bytes: Buffer, at: number): boolean {
  return bytes[at] === CR && bytes[at + 1] === LF;
}

function hexDigit(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
}
