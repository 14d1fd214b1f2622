import type { Payload } from "./upstream.ts";

export function payloadOf(pieces: readonly Buffer[]): Payload {
  let length = 0;
  for (const piece of pieces) length += piece.length;
  return { pieces, length };
}

/** The bytes in one Buffer; copied only if there is more than one piece. */
export function flatten(payload: Payload): Buffer {
  const [only] = payload.pieces;
  return payload.pieces.length === 1 && only !== undefined ? only : Buffer.concat(payload.pieces, payload.length);
}
