/** A piece of a pattern, in JavaScript's spelling. */
export interface Token {
  readonly kind:
    | "literal"
    | "dot"
    | "set"
    | "open"
    | "close"
    | "or"
    | "start"
    | "end"
    | "boundary"
    | "reference"
    | "quantifier";
  readonly source: string;
  /** The character that a literal stands for. */
  readonly literal?: string;
  /** The number of the group that an `open` captures; absent where it captures none. */
  readonly group?: number;
}

/** What is wrong with a pattern, and where in it. */
export interface PatternError {
  readonly problem: string;
  readonly hint: string;
  readonly offset: number;
  readonly length: number;
}

/** The capturing groups of a pattern. */
export interface Groups {
  readonly count: number;
  readonly names: ReadonlyMap<string, number>;
}

/** The state of the parser. `error` stops it. */
export interface Reading {
  readonly pattern: string;
  at: number;
  readonly tokens: Token[];
  count: number;
  readonly names: Map<string, number>;
  /** The positions of parentheses that are not closed yet. */
  readonly open: number[];
  /** Groups that the pattern refers back to. */
  readonly references: { readonly group: number | string; readonly offset: number; readonly length: number }[];
  error: PatternError | null;
}

export function push(reading: Reading, length: number, token: Token): void {
  reading.tokens.push(token);
  reading.at += length;
}

export function fail(reading: Reading, length: number, problem: string, hint: string): void {
  reading.error ??= { problem, hint, offset: reading.at, length };
}
