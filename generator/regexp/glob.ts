/** A pattern that reads like a glob. */
export interface Glob {
  /** The regular expression that matches what the glob means. */
  readonly better: string;
  /** What a regular expression takes the first `*` for: the character before it is repeated. null for a `*` at the start. */
  readonly first: { readonly start: string; readonly repeated: string } | null;
}

/** Only letters, digits, what joins the parts of a model's name, and `*`; no other sign of a regular expression. */
const GLOB = /^\^?[\w\-./:@]*\*[\w\-./:@*]*\$?$/;

/** The glob that a text seems to be; null for any other text. `gpt-.*` is a regular expression. */
export function asGlob(text: string): Glob | null {
  if (!GLOB.test(text) || /\.\*/.test(text)) return null;
  const inner = text.replace(/^\^|\$$/g, "");
  const better = `^${inner.replace(/[.]/g, "\\.").replace(/\*+/g, ".*")}$`;
  const at = inner.indexOf("*");
  const first = at === 0 ? null : { start: inner.slice(0, at - 1), repeated: inner.charAt(at - 1) };
  return { better, first };
}
