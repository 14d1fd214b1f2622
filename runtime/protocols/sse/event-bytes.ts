import type { EscapedText } from "../model/escaped-text.ts";

/** Collects the bytes of events. A long stream of short texts is copied here without becoming a string on the way. */
export interface EventBytes {
  /** The bytes that will probably be written before the next `take`: fewer copies if it is right. */
  expect(length: number): void;
  text(text: string): void;
  /** A piece of text between two constant parts. */
  between(before: Buffer, piece: EscapedText, after: Buffer): void;
  /** What was written since the last call. */
  take(): Buffer;
}

const NOTHING = Buffer.alloc(0);
const LEAST = 512;
/** UTF-8 has at most three bytes for a UTF-16 unit. */
const WIDEST = 3;
/** A native copy costs more than a loop for shorter pieces. */
const SHORT = 32;

export function eventBytes(): EventBytes {
  let bytes = NOTHING;
  let length = 0;
  let expected = 0;

  const need = (more: number): void => {
    if (length + more <= bytes.length) return;
    const grown = Buffer.allocUnsafe(Math.max(length + more, bytes.length * 2, expected, LEAST));
    grown.set(bytes.subarray(0, length));
    bytes = grown;
  };
  const add = (part: Buffer): void => {
    need(part.length);
    bytes.set(part, length);
    length += part.length;
  };
  const text = (written: string): void => {
    need(written.length * WIDEST);
    length += bytes.write(written, length);
  };
  const addShort = ({ bytes: source, from, to }: EscapedText): void => {
    need(to - from);
    for (let at = from; at < to; at++) bytes[length++] = source[at] ?? 0;
  };

  return {
    expect(count) {
      expected = count;
    },
    text,
    between(before, piece, after) {
      add(before);
      // What is not ASCII might not be UTF-8 either, and must then become U+FFFD.
      if (piece.ascii && piece.to - piece.from < SHORT) addShort(piece);
      else text(piece.text());
      add(after);
    },
    take() {
      const taken = length === bytes.length ? bytes : bytes.subarray(0, length);
      bytes = NOTHING;
      length = 0;
      return taken;
    },
  };
}
