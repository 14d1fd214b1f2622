import type { Pattern } from "./pattern.ts";

/** A piece of a pattern. */
export type Token =
  /** What stands for itself: a character, a class, an anchor, a reference. */
  | { readonly kind: "atom"; readonly atom: Pattern }
  | { readonly kind: "open"; readonly opens: Opening }
  | { readonly kind: "close" }
  | { readonly kind: "or" }
  | { readonly kind: "quantifier"; readonly least: number; readonly most: number | null; readonly lazy: boolean };

/** What a parenthesis begins. */
export type Opening =
  | { readonly kind: "group"; readonly number: number | null; readonly name: string | null }
  | { readonly kind: "look"; readonly behind: boolean; readonly negated: boolean };

/** What is wrong with a pattern, and where in it. */
export interface PatternError {
  /** `unsupported`: Python takes it, Turnout does not. */
  readonly kind: "invalid" | "unsupported";
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

/** Flags of Python's `re` that make a difference to names. */
export interface Flags {
  readonly ignoreCase: boolean;
  readonly ascii: boolean;
  readonly verbose: boolean;
}

/** A parenthesis that is not closed yet. */
interface Open {
  readonly offset: number;
  /** The group that it captures; null if it captures none. */
  readonly group: number | null;
  readonly behind: boolean;
  /** The flags outside of it. */
  readonly flags: Flags;
}

/** The state of the parser. `error` stops it. */
export interface Reading {
  readonly pattern: string;
  at: number;
  readonly tokens: Token[];
  flags: Flags;
  count: number;
  readonly names: Map<string, number>;
  readonly open: Open[];
  /** Where the pattern refers back to each group first. */
  readonly references: Map<number, { readonly offset: number; readonly length: number }>;
  error: PatternError | null;
}

export function push(reading: Reading, length: number, token: Token): void {
  reading.tokens.push(token);
  reading.at += length;
}

export function pushAtom(reading: Reading, length: number, atom: Pattern): void {
  push(reading, length, { kind: "atom", atom });
}

export function fail(reading: Reading, length: number, problem: string, hint: string): void {
  reading.error ??= { kind: "invalid", problem, hint, offset: reading.at, length };
}

/** For what Python takes and Turnout does not. */
export function refuse(reading: Reading, length: number, problem: string, hint: string): void {
  reading.error ??= { kind: "unsupported", problem, hint, offset: reading.at, length };
}
