/** A blank line between the texts of different sources. */
export interface Separated {
  /** The piece as it goes into the whole. */
  next(source: object, piece: string): string;
  /** Counts a piece of so many characters, which is not empty; whether a blank line goes before it. */
  count(source: object, characters: number): boolean;
  /** How many characters there were, as the API counts them. */
  length(): number;
}

export function separated(): Separated {
  let last: object | null = null;
  let length = 0;
  const count = (source: object, characters: number): boolean => {
    const apart = last !== null && last !== source;
    last = source;
    length += characters + (apart ? 2 : 0);
    return apart;
  };
  return {
    next: (source, piece) => (piece !== "" && count(source, charactersIn(piece)) ? `\n\n${piece}` : piece),
    count,
    length: () => length,
  };
}

/** As the API counts them. A pair may be cut by the pieces, so only its first half counts. */
export function charactersIn(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at++) if ((text.charCodeAt(at) & 0xfc00) !== 0xdc00) count++;
  return count;
}

const BACKSLASH = 0x5c;

/** How many backslashes of JSON text stand before a letter that they escape; none is followed by `u`. */
export function escapesIn(escaped: string): number {
  if (!escaped.includes("\\")) return 0;
  let count = 0;
  for (let at = 0; at < escaped.length; at++) {
    if (escaped.charCodeAt(at) !== BACKSLASH) continue;
    count++;
    at++;
  }
  return count;
}
