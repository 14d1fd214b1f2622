/** What keys of well-known services look like, anywhere in a text; `Bearer ${NAME}` is not a key. */
const SHAPES =
  /\b(?:sk-|sk_|pk-|gsk_|xai-|hf_|r8_|ghp_|github_pat_|AIza|AKIA)[A-Za-z0-9_-]{12,}|\bBearer\s+(?!\$\{)[^\s"',}]{6,}/g;

/** A key whose value is secret: `api_key:`, `x-api-key:`, `Authorization:`, `state:`, but not `max_tokens:`. */
const SECRET_KEY =
  /(?<![\w-])["']?(?:[\w-]*[-_])?(?:api[-_]?keys?|authorization|cookie|secret|password|token|state)["']?[ \t]*:[ \t]*/gi;

/** The user name and password of a URL. */
const USER_INFO = /(?<=:\/\/)[^\s/?#"'@]+(?=@)/g;

/** What can be shown of such a value: references and punctuation. */
const SHOWABLE = /^(?:\$\{[A-Za-z_]\w*\*?\}|[\s,[\]{}"'-]|null\b|(?:Bearer|Basic)\s|#[^\n]*)/;

/** Whether a text contains something that looks like a key. */
export function looksSecret(text: string): boolean {
  SHAPES.lastIndex = 0;
  return SHAPES.test(text);
}

/** Replaces everything that looks like a key with stars, of the same length. */
export function maskShapes(text: string): string {
  return text.replace(SHAPES, (secret) => "*".repeat(secret.length));
}

/**
 * A config as it may be printed: what looks like a secret, what stands under the name of one, and the stretches that
 * were found to be one are starred out. Lengths and line breaks stay, so that places keep pointing to the same words.
 */
export function maskConfig(text: string, stretches: readonly { offset: number; length: number }[]): string {
  const covered = stretches.map(({ offset, length }): Range => [offset, offset + length]);
  for (const match of text.matchAll(SECRET_KEY)) {
    const start = match.index + match[0].length;
    covered.push(...secretParts(text, match.index, start, valueEnd(text, match.index, start)));
  }
  for (const { index, 0: login } of text.matchAll(USER_INFO)) covered.push([index, index + login.length]);
  return starred(maskShapes(text), covered);
}

type Range = readonly [from: number, to: number];

function starred(text: string, ranges: readonly Range[]): string {
  const pieces: string[] = [];
  let done = 0;
  for (const [from, to] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const start = Math.max(done, from);
    if (to <= start) continue;
    pieces.push(text.slice(done, start), text.slice(start, to).replace(/[^\n]/g, "*"));
    done = to;
  }
  return pieces.join("") + text.slice(done);
}

/** A flow list runs to its bracket, a block one over all deeper or dashed lines, anything else to the line's end. */
function valueEnd(text: string, keyStart: number, start: number): number {
  const lineEnd = (from: number) => (text.indexOf("\n", from) + 1 || text.length + 1) - 1;
  if (text[start] === "[") return Math.max(text.indexOf("]", start), lineEnd(start));
  let end = lineEnd(start);
  if (!/^\s*(?:[|>][-+\d]*)?\s*(?:#.*)?$/.test(text.slice(start, end))) return end;
  const indent = keyStart - (text.lastIndexOf("\n", keyStart - 1) + 1);
  while (end < text.length) {
    const next = text.slice(end + 1, lineEnd(end + 1));
    const deep = next.length - next.trimStart().length;
    if (next.trim() !== "" && deep <= indent && !(deep === indent && next.trimStart().startsWith("-"))) break;
    end = lineEnd(end + 1);
  }
  return end;
}

/** In `${A}, rest }`, what follows a reference and its comma belongs to the next key, so only literals are starred. */
function secretParts(text: string, keyStart: number, start: number, end: number): Range[] {
  if (/[|>]/.test(text.charAt(start))) return [[start, end]];
  const ranges: Range[] = [];
  const many = text[start] === "[" || text.slice(start, end).includes("\n");
  const flow = text[start] === "[" || insideFlow(text, keyStart);
  let at = start;
  while (at < end) {
    const shown = SHOWABLE.exec(text.slice(at, end))?.[0];
    if (shown !== undefined) {
      at += shown.length;
      if (/[}\]]/.test(shown) && shown.length === 1 && text[start] !== "[") break;
      continue;
    }
    if (text.slice(start, at).includes(",") && /^[\w-]+["']?:/.test(text.slice(at, end))) break;
    const stop = at + literalLength(text.slice(at, end), { quote: text[at - 1] ?? "", flow });
    ranges.push([at, stop]);
    at = stop;
    if (!many) break;
  }
  return ranges;
}

/** Whether a bracket is open on the line before the key. */
function insideFlow(text: string, keyStart: number): boolean {
  const before = text
    .slice(text.lastIndexOf("\n", keyStart - 1) + 1, keyStart)
    .replace(/"[^"]*"|'[^']*'|\$\{\w*\*?\}/g, "");
  return (before.match(/[{[]/g)?.length ?? 0) > (before.match(/[}\]]/g)?.length ?? 0);
}

/** What follows a value in `{ }` or `[ ]`: the next key or item, or the brackets at the end of the line. */
const BEHIND_IN_FLOW =
  /[ \t]*(?:[}\]][ \t]*)*(?:,[ \t]*(?:["']?[\w.-]+["']?[ \t]*:(?=\s|$)|[[{"'$])|(?:,|[ \t]#.*)?$)/m;

/** How much of a text belongs to the value that it starts with; rather more than less. */
function literalLength(text: string, { quote, flow }: { readonly quote: string; readonly flow: boolean }): number {
  const lineEnd = (text.indexOf("\n") + 1 || text.length + 1) - 1;
  if (quote === '"' || quote === "'") {
    const close = text
      .slice(0, lineEnd)
      .search(quote === '"' ? /(?<!\\)"(?=\s*(?:[,}\]#]|$))/ : /'(?=\s*(?:[,}\]#]|$))/);
    return close === -1 ? lineEnd : close;
  }
  if (flow) return BEHIND_IN_FLOW.exec(text)?.index ?? lineEnd;
  const comment = text.slice(0, lineEnd).search(/[ \t]+# /);
  return comment === -1 ? lineEnd : comment;
}
