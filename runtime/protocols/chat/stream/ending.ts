/**
 * Recognises a complete answer by the end of a chat stream. `[DONE]` only counts at the start of a line, because a model's
 * text may contain it.
 */

const DONE_AT_END = Buffer.from("\ndata: [DONE]\n\n");
const DONE = /(?:^|[\r\n])data: ?\[DONE\]/;
/** Some servers send "" until a choice finishes. */
const FINISHED = /"finish_reason"\s*:\s*"[^"]/;
const ERROR = /(?:^|[\r\n])data:\s*\{\s*"error"\s*:\s*[{"]/;

/**
 * Whether a stream that ended with these bytes is complete: it has `[DONE]`, or at least a finish_reason, because some
 * servers leave `[DONE]` out; or an error event, which is its own message.
 */
export function isComplete(bytes: Buffer): boolean {
  if (bytes.subarray(-DONE_AT_END.length).equals(DONE_AT_END)) return true;
  const text = bytes.toString("latin1");
  return DONE.test(text) || FINISHED.test(text) || ERROR.test(text);
}

/** Whether these bytes contain `[DONE]`: a stream that ended well without it is completed with `data: [DONE]`. */
export function hasDone(bytes: Buffer): boolean {
  if (bytes.subarray(-DONE_AT_END.length).equals(DONE_AT_END)) return true;
  return DONE.test(bytes.toString("latin1"));
}

const ANOTHER = /"index"\s*:\s*[1-9]/;

/** Whether nothing relevant can follow: `[DONE]` has come, or the only choice has finished. */
export function nothingFollows(bytes: Buffer): boolean {
  const text = bytes.toString("latin1");
  return DONE.test(text) || (FINISHED.test(text) && !ANOTHER.test(text));
}

/**
 * Whether a choice finishes in these bytes, which are complete events. If a client asked for several choices, the others may
 * continue.
 */
export function finished(bytes: Buffer): boolean {
  return FINISHED.test(bytes.toString("latin1"));
}
