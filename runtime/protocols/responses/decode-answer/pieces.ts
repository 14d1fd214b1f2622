/** A text that comes in pieces, and then once more whole, or only whole. Nothing of it is passed on twice. */
export interface Pieces {
  /** A piece as it is passed on; "" for what is none. */
  next(piece: unknown): string;
  /** A piece of so many characters is passed on by other means. */
  skip(length: number): void;
  /** What of the whole text has not been passed on yet. */
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
