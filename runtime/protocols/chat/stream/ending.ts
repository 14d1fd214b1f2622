/** How the end of a chat stream shows that the answer is whole. Only line starts count: a model may speak of `[DONE]`. */

const DONE_AT_END = Buffer.from("\ndata: [DONE]\n\n");
const DONE = /(?:^|[\r\n])data: ?\[DONE\]/;
/** Some servers say "" as long as a choice goes on. */
const FINISHED = /"finish_reason"\s*:\s*"[^"]/;
const ERROR = /(?:^|[\r\n])data:\s*\{\s*"error"\s*:\s*[{"]/;

/**
 * Whether a stream that ended with these bytes told its end: `[DONE]`; without it a finish_reason, for some servers
 * leave `[DONE]` out; or an error event, which speaks for itself.
 */
export function toldItsEnd(bytes: Buffer): boolean {
  if (bytes.subarray(-DONE_AT_END.length).equals(DONE_AT_END)) return true;
  const text = bytes.toString("latin1");
  return DONE.test(text) || FINISHED.test(text) || ERROR.test(text);
}

/** Whether `[DONE]` stands in these bytes: after a good end without it, `data: [DONE]` completes the stream. */
export function hasDone(bytes: Buffer): boolean {
  if (bytes.subarray(-DONE_AT_END.length).equals(DONE_AT_END)) return true;
  return DONE.test(bytes.toString("latin1"));
}

const ANOTHER = /"index"\s*:\s*[1-9]/;

/** Whether nothing can follow that matters: `[DONE]`, or the one choice there is has finished. */
export function nothingFollows(bytes: Buffer): boolean {
  const text = bytes.toString("latin1");
  return DONE.test(text) || (FINISHED.test(text) && !ANOTHER.test(text));
}

/**
 * Whether a choice finishes in these bytes, which hold whole events. Where a client asked for several choices, the
 * others may go on.
 */
export function finished(bytes: Buffer): boolean {
  return FINISHED.test(bytes.toString("latin1"));
}
