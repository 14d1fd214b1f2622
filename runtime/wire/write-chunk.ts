import type { ClientAnswer } from "../client.ts";
import { payloadOf } from "./payload.ts";

/** In bytes. Above it, the copy costs more than the writes that it saves. */
const MOST_COPIED = 16_384;

/**
 * Writes a part of a streamed answer, in few writes. false if the client cannot take more. It is left to Node to frame it: from
 * Node 26 on, chunks wait in a buffer of Node's, and bytes that are framed here would overtake them.
 */
export function writeChunk(res: ClientAnswer, pieces: readonly Buffer[]): boolean {
  const { length } = payloadOf(pieces);
  let flows = true;
  if (length > MOST_COPIED) for (const piece of pieces) flows = res.write(piece);
  else if (length > 0) flows = res.write(joined(pieces));
  return flows;
}

function joined(pieces: readonly Buffer[]): Buffer {
  const [only] = pieces;
  return only !== undefined && pieces.length === 1 ? only : Buffer.concat(pieces);
}
