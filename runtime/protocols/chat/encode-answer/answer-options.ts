/** What one request determines about how its answer is written. */
export interface AnswerOptions {
  /** Used if the upstream names no model. */
  readonly model: string;
  /** Seconds since 1970; used if the upstream sends no time. */
  readonly now: number;
  /** Random letters and digits, different with each call. */
  readonly newId: () => string;
  /** Whether the client sent `functions`, and so expects a `function_call`. */
  readonly legacy: boolean;
  /** Whether a stream ends with a chunk of usage. A stream that is combined for a client always does. */
  readonly usage: boolean;
}
