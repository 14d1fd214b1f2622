import type { KeyReader } from "../../sse/end-of-object.ts";
import { type EventTemplate, endOfMatch, eventTemplate } from "../../sse/event-template.ts";
import { endOfUsual } from "../../sse/well-formed.ts";

const LETTER_D = 0x64;
const LETTER_E = 0x65;
const LETTER_F = 0x66;
const LETTER_H = 0x68;
const LETTER_I = 0x69;
const LETTER_M = 0x6d;
const LETTER_N = 0x6e;
const LETTER_T = 0x74;
const LETTER_U = 0x75;
const LETTER_X = 0x78;
const ZERO = 0x30;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const COMMA = 0x2c;

/** Members that each plain chunk has. */
const CHOICES = 1;
const INDEX = 2;
const CONTENT = 4;
const ALL = CHOICES | INDEX | CONTENT;

/** How many events of one read may become the template for the next ones. */
const MOST_TEMPLATES = 4;

/**
 * Recognises plain chunks: those that only continue the first choice, without a call, a finish or usage. They need neither a
 * repair nor a closer look. Most chunks are plain, and the check for well-formed JSON, which reads every key anyway, finds
 * that out. Keys are told apart by their length and a letter or two.
 */
export class PlainChunks implements KeyReader {
  #seen = 0;
  #plain = true;

  /** The end of the plain chunks that start at `from`; `from` itself if there are none. */
  endOfRun(bytes: Buffer, from: number): number {
    const { length } = bytes;
    let template: EventTemplate | null = null;
    let tries = 0;
    let at = from;
    while (at < length) {
      const like = template === null ? 0 : endOfMatch(template, at);
      const end = like > 0 ? like : this.#endOfPlain(bytes, at);
      if (end === 0) return at;
      if (like === 0 && end < length && tries++ < MOST_TEMPLATES) template = eventTemplate(bytes, at, end);
      at = end;
    }
    return at;
  }

  key(bytes: Buffer, start: number, length: number, value: number): void {
    const first = bytes[start];
    switch (length) {
      case 4:
        if (first === LETTER_T && bytes[start + 2] === LETTER_X) this.#seen |= CONTENT;
        break;
      case 5:
        if (first === LETTER_I && bytes[start + 2] === LETTER_D) this.#index(bytes, value);
        else if (first === LETTER_D) this.#needs(CONTENT, bytes[value] === OPEN_BRACE);
        else if (first === LETTER_U || first === LETTER_E) this.#needsNull(bytes, value);
        break;
      case 7:
        if (first === LETTER_M) this.#needsNull(bytes, value);
        else if (bytes[start + 1] === LETTER_H)
          this.#needs(CHOICES, bytes[value] === OPEN_BRACKET && bytes[value + 1] === OPEN_BRACE);
        break;
      case 10:
        // Some servers have an empty list in every chunk.
        if (first === LETTER_T && bytes[value] === OPEN_BRACKET && bytes[value + 1] === CLOSE_BRACKET) break;
        if (first === LETTER_T) this.#needsNull(bytes, value);
        break;
      case 13:
        if (first === LETTER_F) this.#needsNull(bytes, value);
    }
  }

  #endOfPlain(bytes: Buffer, start: number): number {
    if (bytes[start] !== LETTER_D) return 0;
    this.#seen = 0;
    this.#plain = true;
    const end = endOfUsual(bytes, start, this);
    return this.#plain && this.#seen === ALL ? end : 0;
  }

  #index(bytes: Buffer, value: number): void {
    const next = bytes[value + 1];
    this.#needs(INDEX, bytes[value] === ZERO && (next === COMMA || next === CLOSE_BRACE));
  }

  #needs(member: number, usual: boolean): void {
    this.#seen |= member;
    if (!usual) this.#plain = false;
  }

  #needsNull(bytes: Buffer, value: number): void {
    if (bytes[value] !== LETTER_N) this.#plain = false;
  }
}
