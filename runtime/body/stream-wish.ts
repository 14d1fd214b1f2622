import { fieldOf } from "./field-of.ts";
import type { Body } from "./read-model.ts";
import { placeMember } from "./scan/large.ts";

/** Whether the client asked for a stream; null if only reading all of a large body would tell. */
export function streamWish(body: Body): boolean | null {
  if (body.kind === "parsed" || body.scan !== null) return fieldOf(body, "stream") === true;
  const [at, second] = body.streams;
  if (at === undefined) return false;
  const placed = second === undefined ? placeMember(body.payload, at) : null;
  const piece = placed === null ? undefined : body.payload.pieces[placed.piece];
  if (placed === null || piece === undefined) return null;
  const { valueStart, valueEnd } = placed.member;
  return piece.toString("latin1", valueStart, valueEnd) === "true";
}
