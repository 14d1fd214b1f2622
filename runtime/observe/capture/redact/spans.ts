/** A stretch of a text that is to be hidden. */
export interface Span {
  readonly start: number;
  /** Behind its last character. */
  readonly end: number;
}

/** Something to hide, and how far a text must be held back because it may be the beginning of it. */
export interface Finder {
  /** All spans that begin at `from` or later. They may overlap. */
  find(text: string, from: number): readonly Span[];
  /** Where the earliest beginning stands, at `from` or later, that what follows could make whole; else the text's end. */
  hold(text: string, from: number): number;
}
