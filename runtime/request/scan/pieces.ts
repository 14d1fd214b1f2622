import { isUtf8 } from "node:buffer";
import type { Payload } from "../../upstream/upstream.ts";

/** Questions about bytes that stand in several pieces, answered by native searches and without joining them. */

/** Where a needle stands: in `pieces[piece]`, or in none because it crosses a boundary (piece −1). */
export interface Hit {
  readonly piece: number;
  readonly at: number;
}

/** All places of `needle`, but no more than two. ASCII; every piece but the last must be at least as long as it. */
export function firstTwo(payload: Payload, needle: string): readonly Hit[] {
  const hits: Hit[] = [];
  for (let piece = 0; piece < payload.pieces.length; piece++) {
    const bytes = payload.pieces[piece];
    if (bytes === undefined) break;
    for (let at = bytes.indexOf(needle, 0, "latin1"); at >= 0; at = bytes.indexOf(needle, at + 1, "latin1")) {
      if (hits.push({ piece, at }) === 2) return hits;
    }
    const next = payload.pieces[piece + 1];
    if (
      next !== undefined &&
      seam(bytes, next, needle.length).includes(needle) &&
      hits.push({ piece: -1, at: -1 }) === 2
    )
      return hits;
  }
  return hits;
}

/** Whether a key could hold an escaped letter from a to o: `\u006x`. All of "model" lies in that range. */
export function hasEscapedLetter(payload: Payload): boolean {
  for (let piece = 0; piece < payload.pieces.length; piece++) {
    const bytes = payload.pieces[piece];
    if (bytes === undefined) break;
    // Zeros are rarer in text than backslashes, and the native search is as fast as its first character is rare.
    for (let at = bytes.indexOf("006", 0, "latin1"); at >= 0; at = bytes.indexOf("006", at + 1, "latin1")) {
      if (bytes[at - 1] === 0x75 && bytes[at - 2] === 0x5c) return true;
    }
    const next = payload.pieces[piece + 1];
    if (next !== undefined && seam(bytes, next, 5).includes("\\u006")) return true;
  }
  return false;
}

function seam(left: Buffer, right: Buffer, width: number): string {
  return (
    left.toString("latin1", Math.max(0, left.length - width + 1), left.length) + right.toString("latin1", 0, width - 1)
  );
}

/** Whether the pieces together are UTF-8; a character may be cut in two by a boundary. */
export function isUtf8Payload(payload: Payload): boolean {
  let carried: Buffer | null = null;
  for (let piece = 0; piece < payload.pieces.length; piece++) {
    let bytes = payload.pieces[piece];
    if (bytes === undefined) break;
    const last = piece === payload.pieces.length - 1;
    if (carried !== null) {
      let head = 0;
      while (head < 3 && isContinuation(bytes[head])) head++;
      if (!isUtf8(Buffer.concat([carried, bytes.subarray(0, head)]))) return false;
      bytes = bytes.subarray(head);
    }
    const cut = last ? bytes.length : wholeCharacters(bytes);
    if (!isUtf8(bytes.subarray(0, cut))) return false;
    carried = cut < bytes.length ? bytes.subarray(cut) : null;
  }
  return carried === null;
}

/** Up to where the bytes hold whole characters, as far as their last three can tell. */
function wholeCharacters(bytes: Buffer): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back];
    if (isContinuation(byte)) continue;
    return byte !== undefined && byte >= 0xc0 ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}
