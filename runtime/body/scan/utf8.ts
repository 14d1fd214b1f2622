import { isUtf8 } from "node:buffer";
import type { Payload } from "../../wire/upstream.ts";

const EMPTY = Buffer.alloc(0);

/** Whether the pieces together are valid UTF-8; a character may be cut by a boundary and may span several pieces. */
export function isUtf8Payload({ pieces }: Payload): boolean {
  const [only] = pieces;
  if (pieces.length === 1 && only !== undefined) return isUtf8(only);
  /** The start of a character that continues in the next piece. */
  let carried: Buffer = EMPTY;
  for (const piece of pieces) {
    let bytes: Buffer = piece;
    if (carried.length > 0) {
      const rest = continuations(piece);
      const joined = Buffer.concat([carried, piece.subarray(0, rest)]);
      if (rest === piece.length && unfinished(joined) > 0) {
        carried = joined;
        continue;
      }
      if (!isUtf8(joined)) return false;
      bytes = piece.subarray(rest);
    }
    const cut = bytes.length - unfinished(bytes);
    if (!isUtf8(cut === bytes.length ? bytes : bytes.subarray(0, cut))) return false;
    carried = bytes.subarray(cut);
  }
  return carried.length === 0;
}

/** How many bytes at the end belong to an incomplete character. */
function unfinished(bytes: Buffer): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back];
    if (byte === undefined || isContinuation(byte)) continue;
    return back < lengthFrom(byte) ? back : 0;
  }
  return 0;
}

/** The length of a character, by its first byte. */
function lengthFrom(byte: number): number {
  return byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
}

/** How many bytes at the start continue a character; at most three. */
function continuations(bytes: Buffer): number {
  let count = 0;
  while (count < 3 && isContinuation(bytes[count])) count++;
  return count;
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}
