import type { Payload } from "../../wire/upstream.ts";

const EMPTY = Buffer.alloc(0);

/** The positions of `needle` in the payload, piece boundaries included; at most the first two. */
export function findName({ pieces }: Payload, needle: Buffer): readonly number[] {
  const reach = needle.length - 1;
  const places: number[] = [];
  let base = 0;
  /** The end of the previous pieces; too short to contain a needle. */
  let before: Buffer = EMPTY;
  for (const piece of pieces) {
    const seam = before.length === 0 ? EMPTY : Buffer.concat([before, piece.subarray(0, reach)]);
    addPlaces(seam, needle, base - before.length, places);
    addPlaces(piece, needle, base, places);
    if (places.length >= 2) break;
    base += piece.length;
    const end = piece.length >= reach ? piece : Buffer.concat([before, piece]);
    before = end.subarray(Math.max(0, end.length - reach));
  }
  return places.slice(0, 2);
}

function addPlaces(bytes: Buffer, needle: Buffer, base: number, to: number[]): void {
  for (let at = bytes.indexOf(needle); at >= 0 && to.length < 2; at = bytes.indexOf(needle, at + 1)) to.push(base + at);
}
