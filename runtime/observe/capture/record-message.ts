import type { Payload } from "../../wire/upstream.ts";
import type { Facts, Leg, RecordEntry } from "./entry.ts";

/** Larger messages are recorded in pieces: formatting one in one go would block everything else. */
export const LARGE_MESSAGE = 1 << 19;
const LARGEST_PIECE = 1 << 18;

/** Records a complete message. */
export function recordMessage(record: RecordEntry, leg: Leg, body: Payload, facts: Facts): void {
  if (body.length <= LARGE_MESSAGE) {
    record(leg, "whole", { pieces: body.pieces, length: body.length, facts });
    return;
  }
  const { duration, ...head } = facts;
  record(leg, "start", { length: body.length, facts: head });
  for (const piece of body.pieces) recordChunk(record, leg, piece);
  record(leg, "end", { length: body.length, facts: duration === undefined ? {} : { duration } });
}

export function recordChunk(record: RecordEntry, leg: Leg, chunk: Buffer): void {
  for (let at = 0; at < chunk.length; at += LARGEST_PIECE) {
    const piece = chunk.subarray(at, at + LARGEST_PIECE);
    record(leg, "chunk", { pieces: [piece], length: piece.length });
  }
}
