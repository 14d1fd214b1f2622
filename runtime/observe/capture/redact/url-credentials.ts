import type { Finder, Span } from "./spans.ts";

/** What precedes the @ of a URL: `postgres://user:pass@host`. An unescaped @ in a password counts as part of it. */

const LONGEST = 512;
/** The characters of a URL's authority; others end it. */
const INSIDE = "[^\\x00-\\x20/?#\"'\\\\<>]";
// No lookbehind: it would be evaluated at every character.
const CREDENTIALS = new RegExp(`://${INSIDE}{1,${LONGEST}}(?=@)`, "g");
const UNENDED = new RegExp(`${INSIDE}{0,${LONGEST}}$`, "y");
const BEFORE = "://";

export const URL_CONTEXT = BEFORE.length;

export const urlCredentials: Finder = {
  find(text, from) {
    const spans: Span[] = [];
    CREDENTIALS.lastIndex = Math.max(0, from - BEFORE.length);
    for (let match = CREDENTIALS.exec(text); match !== null; match = CREDENTIALS.exec(text)) {
      const start = match.index + BEFORE.length;
      if (start >= from) spans.push({ start, end: CREDENTIALS.lastIndex });
    }
    return spans;
  },
  hold(text, from) {
    const before = text.lastIndexOf(BEFORE);
    const start = before + BEFORE.length;
    if (before < 0 || start < from) return text.length;
    UNENDED.lastIndex = start;
    return UNENDED.test(text) ? start : text.length;
  },
};
