import { CATALOGUE } from "./catalogue.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { maskShapes } from "./mask.ts";

/** Characters of an argument that are shown; a name longer than this is not read anyway. */
const LONGEST = 160;
/** Arguments that are sentences of the compiler's own. */
const SENTENCES = new Set(["hint", "about", "reason", "nearest", "problem"]);

export interface Prose {
  readonly message: string;
  readonly why: string;
  readonly fix: string;
}

/** The catalogue's texts with the diagnostic's arguments filled in. Whatever looks like a key is starred out. */
export function prose(diagnostic: Diagnostic): Prose {
  const { message, why, fix } = CATALOGUE[diagnostic.code];
  const fill = (text: string) =>
    text
      .replace(/\{(\w+)\}/g, (_, name: string) => shown(diagnostic.args[name] ?? "", SENTENCES.has(name)))
      .replace(/ {2,}/g, " ")
      .trim();
  return { message: fill(message), why: fill(why), fix: fill(fix) };
}

/** Control characters and line breaks in a name would let a config write what it likes into a terminal or a log. */
function shown(value: string, sentence: boolean): string {
  if (value === "") return sentence ? "" : '""';
  const line = maskShapes(value).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ");
  const most = sentence ? 6 * LONGEST : LONGEST;
  return line.length > most ? `${line.slice(0, most)}\u2026` : line;
}
