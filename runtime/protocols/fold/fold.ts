/** Which streams there are to be made into one answer. */
export type FoldName = "chat" | "completions" | "responses";

/** A stream on its way to become the one answer that the API would have given without `stream`. */
export interface Fold {
  /** Takes whole events, each ended by a blank line; at the end of the stream, the rest. */
  add(bytes: Buffer): void;
  /** Asked once, behind the last `add`. */
  result(): Folded;
}

export type Folded =
  | { readonly kind: "whole"; readonly body: Buffer }
  /** No choice, one that did not finish (unless `[DONE]` came), an error, or an event that cannot be read. */
  | { readonly kind: "broken" };
