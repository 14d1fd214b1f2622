/** The significance of a stream's event. */
export type EventKind =
  /** Nothing that a reader would see: the role, empty deltas, usage, a keep-alive. */
  | "start"
  /** Content, reasoning, a refusal or a tool call; also an unknown event, because it must not be held back for ever. */
  | "output"
  /** The end of an answer, without output. */
  | "end"
  | "error"
  | "done"
  /** Neither a JSON object nor `[DONE]`. */
  | "malformed";
