import { isUtf8 } from "node:buffer";
import type { Payload } from "../../upstream/upstream.ts";

/** Whether the pieces together are UTF-8; a character may be cut in two by a boundary. */
export function isUtf8Payload(payload: Payload): boolean {
  const [only] = payload.pieces;
  if (payload.pieces.length === 1 && only !== undefined) return isUtf8(only);
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
