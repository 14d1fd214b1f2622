const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** Header names as they were written, mapped to lower case: there are few, and they recur in each request and answer. */
const known = new Map<string, string>();
const MOST_KNOWN = 256;

/** A header's name in lower case; null if it is not a valid one: https://www.rfc-editor.org/rfc/rfc9110#section-5.1 */
export function headerName(written: string): string | null {
  const found = known.get(written);
  if (found !== undefined) return found;
  if (!TOKEN.test(written)) return null;
  const name = written.toLowerCase();
  // Copied, because a slice would keep the whole head in memory.
  if (known.size < MOST_KNOWN) known.set(Buffer.from(written, "latin1").toString("latin1"), name);
  return name;
}
