/** What an event of a stream is worth to one who waits for an answer. */
export type EventKind =
  /** Nothing that a reader would see: the role, empty deltas, usage, a keep-alive. */
  | "start"
  /** Content, reasoning, a refusal, a tool call; an event that nobody knows, for it must not wait for ever. */
  | "output"
  /** The end of an answer, without output of its own. */
  | "end"
  | "error"
  | "done"
  /** Neither a JSON object nor `[DONE]`. */
  | "malformed";
