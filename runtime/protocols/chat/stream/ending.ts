/**
 * Recognises a complete answer by the end of a chat stream. `[DONE]` only counts at the start of a line, because a model's
 * text may contain it.
 */

const DONE_AT_END = Buffer.from("\ndata: [DONE]\n\n");
const DONE = /(?:^|[\r\n])data: ?\[DONE\]/;
const ERROR = /(?:^|[\r\n])data:\s*\{\s*"error"\s*:\s*[{"]/;

/** Whether a stream that ended with these bytes is complete: it has `[DONE]`, or an error event, which is its own message. */
export function isComplete(bytes: Buffer): boolean {
  return hasDone(bytes) || ERROR.test(bytes.toString("latin1"));
}

/** Whether these bytes contain `[DONE]`. */
export function hasDone(bytes: Buffer): boolean {
  if (bytes.subarray(-DONE_AT_END.length).equals(DONE_AT_END)) return true;
  return DONE.test(bytes.toString("latin1"));
}
