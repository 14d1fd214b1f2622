/** The names that a line of an event stream can start with; a comment has none. */
const FIELDS = ["data", "event", "id", "retry", ""].map((name) => `${name}:`);
const MARK = "\ufeff";
/** White space before the first event or value. */
const LONGEST_SPACE = 4096;
const OPEN_BRACE = 0x7b;

/**
 * Whether a body is a stream of events, whatever its content type says: some servers send none, or a wrong one. "unclear":
 * more bytes are needed.
 */
export function startOf(bytes: Buffer): "events" | "other" | "unclear" {
  if (bytes[0] === OPEN_BRACE) return "other";
  const text = bytes.toString("utf8", 0, LONGEST_SPACE).replace(MARK, "").trimStart();
  if (FIELDS.some((field) => text.startsWith(field))) return "events";
  const unclear = bytes.length < LONGEST_SPACE && FIELDS.some((field) => field.startsWith(text.replace("\ufffd", "")));
  return unclear ? "unclear" : "other";
}
