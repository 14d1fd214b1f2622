import { characterEscape, failEscape } from "./escape.ts";
import { fail, push, type Reading } from "./token.ts";

/** Escapes of a class that mean the same to Python and to JavaScript. */
const SAME = new Set("dDwWsSb");

/** Reads `[…]`. Python takes a `]` right after the opening as a character, where JavaScript ends the class. */
export function readClass(reading: Reading) {
  const { pattern, at: start } = reading;
  let source = pattern.startsWith("[^", start) ? "[^" : "[";
  const first = start + source.length;
  let at = first;
  while (at < pattern.length && (at === first || pattern.charAt(at) !== "]")) {
    const piece = classPiece(reading, at);
    if (piece === null) return;
    source += piece.source;
    at += piece.length;
  }
  if (at >= pattern.length) {
    return fail(reading, 1, "this bracket is never closed", "Add the `]`, or write `\\[` for the character.");
  }
  push(reading, at + 1 - start, { kind: "set", source: `${source}]` });
}

function classPiece(reading: Reading, at: number): { readonly source: string; readonly length: number } | null {
  const rest = reading.pattern.slice(at, at + 6);
  const character = rest.charAt(0);
  if (character === "\\") {
    const letter = rest.charAt(1);
    if (SAME.has(letter)) return { source: `\\${letter}`, length: 2 };
    const token = letter === "" ? null : characterEscape(rest);
    if (token !== null && token.length < 3) return token;
    if (token?.source.startsWith("\\") === true) return token;
    reading.at = at;
    failEscape(reading, letter);
    return null;
  }
  if ((rest.codePointAt(0) ?? 0) > 0xffff) {
    reading.at = at;
    fail(reading, 2, "this character cannot stand in brackets", "Write the choices as `(?:a|b)`.");
    return null;
  }
  return { source: character === "[" || character === "]" ? `\\${character}` : character, length: 1 };
}
