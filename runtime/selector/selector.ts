import type { Params } from "../contract.ts";

/** The syntax tree of a model string: what was written, before anything is known about backends. */
export interface Selector {
  readonly kind: "single" | "failover" | "weighted" | "parallel";
  readonly branches: readonly Branch[];
}

/** One leaf with its annotations. Keys that were not written are absent. */
export interface Branch {
  /** The route as written, without annotations and query: `openrouter:a/b:beta`. */
  readonly route: string;
  /** What stands before the colon, the instance cut off; null for a bare name. */
  readonly backend: string | null;
  /** What stands behind the backend's dot: `2` in `openai.2:gpt-4o`. */
  readonly instance: string | null;
  readonly model: string;
  readonly params: Params;
  /** Parameters that were unknown or invalid: dropped for a client, errors in a config. */
  readonly issues: readonly ParamIssue[];
  readonly weight?: number;
  readonly first?: true;
  readonly max_context?: number;
  readonly handicap?: number;
  readonly ttft_timeout?: number;
  /** Where the branch stands in the model string, annotations included. */
  readonly offset: number;
  readonly length: number;
}

export interface ParamIssue {
  readonly kind: "unknown" | "invalid";
  readonly name: string;
  readonly value: string;
  /** What would be right: `a number from 0 to 2`; for an unknown name, the near names. */
  readonly expected: string;
  readonly offset: number;
  readonly length: number;
}

export type SelectorErrorCode =
  | "syntax_error"
  | "unsupported_construct"
  | "invalid_weight"
  | "invalid_max_context"
  | "invalid_handicap"
  | "invalid_ttft_timeout"
  | "invalid_leaf";

export interface SelectorError {
  readonly code: SelectorErrorCode;
  /** A whole sentence for the person who wrote the model string. */
  readonly message: string;
  readonly offset: number;
  readonly length: number;
}

export type ParsedSelector =
  | { readonly ok: true; readonly selector: Selector }
  | { readonly ok: false; readonly error: SelectorError };
