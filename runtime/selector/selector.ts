import type { FailureKind } from "../contract/failure-kind.ts";
import type { Params } from "../contract/params.ts";

/** The syntax tree of a model string: what was written, regardless of which backends exist. */
export interface Selector {
  readonly kind: "single" | "failover" | "weighted" | "parallel";
  readonly branches: readonly Branch[];
}

/** One branch with its annotations. Keys that were not written are absent. */
export interface Branch {
  /** The route as written, without annotations and query: `openrouter:a/b:beta`. */
  readonly route: string;
  /** The part before the colon, without the instance; null for a bare name. */
  readonly backend: string | null;
  /** The part after the backend's dot: `2` in `openai.2:gpt-4o`. */
  readonly instance: string | null;
  readonly model: string;
  readonly params: Params;
  /** Unknown or invalid parameters: dropped for a client, errors in a config. */
  readonly issues: readonly ParamIssue[];
  readonly weight?: number;
  readonly first?: true;
  readonly backup?: true;
  readonly max_context?: number;
  readonly handicap?: number;
  readonly ttft_timeout?: number;
  readonly on?: readonly FailureKind[];
  /** The branch's position in the model string, annotations included. */
  readonly offset: number;
  readonly length: number;
}

export interface ParamIssue {
  readonly kind: "unknown" | "invalid";
  readonly name: string;
  readonly value: string;
  /** What would be valid: `a number from 0 to 2`; for an unknown name, similar names. */
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
  | "invalid_on"
  | "invalid_leaf";

export interface SelectorError {
  readonly code: SelectorErrorCode;
  /** A complete sentence for the person who wrote the model string. */
  readonly message: string;
  readonly offset: number;
  readonly length: number;
}

export type ParsedSelector =
  | { readonly ok: true; readonly selector: Selector }
  | { readonly ok: false; readonly error: SelectorError };
