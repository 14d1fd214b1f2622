/** Output of phase 1: a config file as values, each node with its place in the text. */

/** A stretch of a file. `line` and `column` count from 1, `offset` from 0, in UTF-16 units. */
export interface Span {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly offset: number;
  readonly length: number;
}

export type Node = ScalarNode | SequenceNode | MappingNode;

export interface ScalarNode {
  readonly kind: "scalar";
  readonly span: Span;
  readonly value: string | number | boolean | null;
}

export interface SequenceNode {
  readonly kind: "sequence";
  readonly span: Span;
  readonly items: readonly Node[];
}

export interface MappingNode {
  readonly kind: "mapping";
  readonly span: Span;
  readonly entries: readonly Entry[];
}

export interface Entry {
  readonly key: string;
  readonly keySpan: Span;
  readonly value: Node;
}

export interface Document {
  /** As the user named it, with forward slashes; command-line overrides have their flag's name: `--default-backend`. */
  readonly file: string;
  readonly text: string;
  readonly root: Node;
  /** The same as plain JSON values, for the schema validator. */
  readonly value: unknown;
}
