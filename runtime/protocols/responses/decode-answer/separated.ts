/** Puts a blank line between the texts of different sources. */
export interface Separated {
  /** The piece, after a blank line if needed. */
  next(source: object, piece: string): string;
  /** Whether a piece of this source follows another one of it, or nothing. */
  continues(source: object): boolean;
  /** Counts a non-empty piece of this many characters; returns whether a blank line comes before it. */
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
    continues: (source) => last === null || last === source,
    count,
    length: () => length,
  };
}

/** As the API counts them. A surrogate pair may be split between pieces, so only its first half counts. */
export function charactersIn(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at++) if ((text.charCodeAt(at) & 0xfc00) !== 0xdc00) count++;
  return count;
}
