/** The meaning of escapes in double-quoted text; `\x`, `\u` and `\U` take digits. */
const ESCAPES: Readonly<Record<string, string>> = {
  "0": "\0",
  a: "\x07",
  b: "\b",
  t: "\t",
  "\t": "\t",
  n: "\n",
  v: "\v",
  f: "\f",
  r: "\r",
  e: "\x1b",
  " ": " ",
  '"': '"',
  "/": "/",
  "\\": "\\",
  N: "\x85",
  _: "\xa0",
  L: "\u2028",
  P: "\u2029",
};

/** White space with a line break in it, which YAML folds to a space, to other breaks, or to nothing. */
const FOLDED = /[ \t]*\r?\n[ \t\r\n]*/y;

/**
 * Where each character of a YAML value stands in what was written for it, and behind them where the last one ends.
 * Null where the two cannot be laid side by side, as with a block that starts with white space of its own.
 */
export function writtenOffsets(written: string, text: string): readonly number[] | null {
  const style = written.charAt(0);
  const offsets: number[] = [];
  let at = startOf(written, style);
  while (offsets.length < text.length) {
    FOLDED.lastIndex = at;
    const folded = FOLDED.exec(written)?.[0].length ?? 0;
    const atom =
      folded > 0 ? { length: folded, value: whiteSpaceAt(text, offsets.length) } : atomAt(written, at, style);
    if (!text.startsWith(atom.value, offsets.length) || atom.length === 0) return null;
    for (let i = 0; i < atom.value.length; i++) offsets.push(at);
    at += atom.length;
  }
  return [...offsets, at];
}

function startOf(written: string, style: string): number {
  if (style === '"' || style === "'") return 1;
  if (style !== "|" && style !== ">") return 0;
  const line = written.indexOf("\n") + 1;
  return line + written.slice(line).search(/[^ \t\r\n]|$/);
}

function whiteSpaceAt(text: string, from: number): string {
  return /^[ \t\n]*/.exec(text.slice(from))?.[0] ?? "";
}

interface Atom {
  /** How much of it is written. */
  readonly length: number;
  readonly value: string;
}

function atomAt(written: string, at: number, style: string): Atom {
  if (style === "'" && written.startsWith("''", at)) return { length: 2, value: "'" };
  if (style === '"' && written.charAt(at) === "\\") return escapeAt(written.slice(at, at + 10), written, at);
  const value = written.charAt(at);
  return { length: value.length, value };
}

function escapeAt(head: string, written: string, at: number): Atom {
  const [hex, two, four, eight] = /^\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8}))/.exec(head) ?? [];
  const digits = two ?? four ?? eight;
  if (hex !== undefined && digits !== undefined) {
    const code = Number.parseInt(digits, 16);
    return { length: hex.length, value: code > 0x10ffff ? "" : String.fromCodePoint(code) };
  }
  const joined = /^\\\r?\n[ \t]*/.exec(written.slice(at))?.[0];
  if (joined !== undefined) return { length: joined.length, value: "" };
  return { length: 2, value: ESCAPES[head.charAt(1)] ?? head };
}
