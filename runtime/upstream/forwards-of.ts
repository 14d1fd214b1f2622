import type { HeaderGlob, HttpBackend } from "../contract/http-backend.ts";
import type { Forwards } from "../wire/forwarded-names.ts";

/** Whether `forward_headers` names a header; null if the backend has none. */
export function forwardsOf({ forwardHeaders }: Pick<HttpBackend, "forwardHeaders">): Forwards | null {
  if (forwardHeaders === undefined) return null;
  return (name) =>
    forwardHeaders.some(({ pieces, except }) => matches(pieces, name) && !except.some((each) => matches(each, name)));
}

/** The first piece starts the name, the last one ends it, and the others follow one another in between. */
function matches(pieces: HeaderGlob["pieces"], name: string): boolean {
  const first = pieces[0] ?? "";
  if (pieces.length === 1) return name === first;
  const last = pieces.at(-1) ?? "";
  if (!name.startsWith(first) || !name.endsWith(last)) return false;
  let at = first.length;
  for (const piece of pieces.slice(1, -1)) {
    const found = name.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return at + last.length <= name.length;
}
