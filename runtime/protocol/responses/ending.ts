/**
 * How the end of a Responses stream shows: by its last event's name. In a text of the answer the quotes would be escaped,
 * and no line would begin with it.
 */

const LAST =
  /(?:(?:^|[\r\n])event: ?|"type"\s*:\s*")(?:response\.(?:completed|incomplete|failed|cancelled)|error)(?:"|[\r\n])/;
/** As servers send it that know chat better. */
const DONE = /(?:^|[\r\n])data: ?\[DONE\]/;

/** Whether the last event there can be stands in these bytes. */
export function hasLast(bytes: Buffer): boolean {
  const text = bytes.toString("latin1");
  return LAST.test(text) || DONE.test(text);
}
