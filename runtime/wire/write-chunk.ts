import type { ServerResponse } from "node:http";
import { payloadOf } from "./payload.ts";

/** In bytes. Above it, the copy costs more than the writes that it saves. */
const MOST_COPIED = 16_384;
const CR = 0x0d;
const LF = 0x0a;

/**
 * Writes a part of a streamed answer. false if the client cannot take more. Node's own `write` makes four writes of each
 * chunk: its size, its bytes and two line breaks; here, a short one is written in one, which takes a tenth off an event's
 * cost.
 */
export function writeChunk(res: ServerResponse, pieces: readonly Buffer[]): boolean {
  const { length } = payloadOf(pieces);
  let flows = true;
  if (length > MOST_COPIED) for (const piece of pieces) flows = res.write(piece);
  else if (length > 0) flows = res.chunkedEncoding ? writeFramed(res, pieces, length) : res.write(joined(pieces));
  return flows;
}

/** Node frames what it writes itself, such as the last chunk. */
function writeFramed(res: ServerResponse, pieces: readonly Buffer[], length: number): boolean {
  res.chunkedEncoding = false;
  const flows = res.write(framed(pieces, length));
  res.chunkedEncoding = true;
  return flows;
}

/** https://www.rfc-editor.org/rfc/rfc9112#section-7.1 */
function framed(pieces: readonly Buffer[], length: number): Buffer {
  const size = length.toString(16);
  const chunk = Buffer.allocUnsafe(length + size.length + 4);
  let at = chunk.write(size, "latin1");
  chunk[at++] = CR;
  chunk[at++] = LF;
  for (const piece of pieces) {
    chunk.set(piece, at);
    at += piece.length;
  }
  chunk[at++] = CR;
  chunk[at] = LF;
  return chunk;
}

function joined(pieces: readonly Buffer[]): Buffer {
  const [only] = pieces;
  return only !== undefined && pieces.length === 1 ? only : Buffer.concat(pieces);
}
