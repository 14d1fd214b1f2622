import type { RequestContext } from "../context.ts";
import type { HeldAnswer } from "../failure/held-answer.ts";
import type { Outcome } from "../failure/outcome.ts";

/** Decides what follows an attempt. One of `answered`, `failed` and `broke` is called, once; none after `cancel`. */
export interface RelayOwner {
  readonly context: RequestContext;
  /** A stream for the client has started, without output yet. */
  opened(): void;
  /** This attempt has output for the client. Returns false if another one was faster, and this one is over. */
  commit(): boolean;
  /** From now on the answer is being sent. */
  sending(): void;
  /** The client has received the whole answer. */
  answered(): void;
  /** It failed before anything was sent. `answer` is the upstream's, if there was one. */
  failed(outcome: Outcome, answer: HeldAnswer | null): void;
  /** It failed after the answer had started; the client has received an error. */
  broke(outcome: Outcome): void;
}
