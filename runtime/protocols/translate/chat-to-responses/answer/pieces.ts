/** A text that comes in pieces, and then once more whole, or only whole. Nothing of it is told twice. */
export interface Pieces {
  /** A piece as it is told; "" for what is none. */
  next(piece: unknown): string;
  /** What of the whole text was not told yet. */
  rest(whole: unknown): string;
}

export function inPieces(): Pieces {
  let told = 0;
  const next = (piece: unknown): string => {
    if (typeof piece !== "string") return "";
    told += piece.length;
    return piece;
  };
  return {
    next,
    rest: (whole) => (typeof whole === "string" && whole.length > told ? next(whole.slice(told)) : ""),
  };
}

/** A blank line between what different speakers say. */
export interface Separated {
  /** The piece as it goes into the whole. */
  next(speaker: object, piece: string): string;
  /** How many characters there were, as the API counts them. */
  readonly length: number;
}

export function separated(): Separated {
  let last: object | null = null;
  let length = 0;
  return {
    next(speaker, piece) {
      if (piece === "") return "";
      const apart = last !== null && last !== speaker;
      last = speaker;
      length += charactersIn(piece) + (apart ? 2 : 0);
      return apart ? `\n\n${piece}` : piece;
    },
    get length() {
      return length;
    },
  };
}

/** As the API counts them. A pair may be cut by the pieces, so only its first half counts. */
export function charactersIn(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at++) if ((text.charCodeAt(at) & 0xfc00) !== 0xdc00) count++;
  return count;
}
