/** How the client of one request is to have its answer. */
export interface AnswerOptions {
  /** For where the upstream names none. */
  readonly model: string;
  /** Seconds since 1970; likewise. */
  readonly now: number;
  /** Random letters and digits, another at each call. */
  readonly newId: () => string;
  /** Whether the client offered `functions`, and so waits for a `function_call`. */
  readonly legacy: boolean;
  /** Whether a stream ends with a chunk of usage. One that is put together for a client who wanted none always does. */
  readonly usage: boolean;
}
