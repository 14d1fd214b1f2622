import type { Protocol } from "../../contract/protocol.ts";

/** Which streams there are to be made into one answer. */
export type FoldName = Protocol | "completions";

/** Combines a stream into the answer that the API would have given without `stream`. */
export interface Fold {
  /** Takes complete events, each ended by a blank line; at the end of the stream, the rest. */
  add(bytes: Buffer): void;
  /** Called once, after the last `add`. */
  result(): Folded;
}

export type Folded =
  | { readonly kind: "whole"; readonly body: Buffer }
  /** There is no choice, or an unfinished one (unless `[DONE]` came), an error, or an event that cannot be read. */
  | { readonly kind: "broken" };
