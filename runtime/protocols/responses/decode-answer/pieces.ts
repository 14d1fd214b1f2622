/** A text that arrives in pieces and then once more as a whole, or only as a whole. Nothing is passed on twice. */
export interface Pieces {
  /** The piece to pass on; "" if it is not a text. */
  next(piece: unknown): string;
  /** A piece of this many characters is passed on elsewhere. */
  skip(length: number): void;
  /** What of the complete text has not been passed on yet. */
  rest(whole: unknown): string;
}

export function inPieces(): Pieces {
  let passed = 0;
  const next = (piece: unknown): string => {
    if (typeof piece !== "string") return "";
    passed += piece.length;
    return piece;
  };
  return {
    next,
    skip(length) {
      passed += length;
    },
    rest: (whole) => (typeof whole === "string" && whole.length > passed ? next(whole.slice(passed)) : ""),
  };
}
