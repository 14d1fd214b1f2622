/** A stretch of text to hide. */
export interface Span {
  readonly start: number;
  /** The position after its last character. */
  readonly end: number;
}

/** Finds what to hide, and how much of a text must be held back because it may be the start of it. */
export interface Finder {
  /** All spans that start at `from` or later. They may overlap. */
  find(text: string, from: number): readonly Span[];
  /** The first position, at `from` or later, where a match starts that later text could complete; else the text's end. */
  hold(text: string, from: number): number;
}
