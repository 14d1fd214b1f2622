import { CATALOGUE } from "./catalogue.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { maskShapes } from "./mask.ts";

/** Characters of an argument that are shown; nobody reads a longer name. */
const LONGEST = 160;
/** Arguments that are sentences written by the compiler. */
const SENTENCES = new Set(["hint", "about", "reason", "nearest", "problem"]);

export interface Prose {
  readonly message: string;
  readonly why: string;
  readonly fix: string;
}

/** The texts of the catalogue with the arguments filled in. Everything that looks like a key is replaced with stars. */
export function prose(diagnostic: Diagnostic): Prose {
  const { message, why, fix } = CATALOGUE[diagnostic.code];
  const fill = (text: string) =>
    text
      .replace(/\{(\w+)\}/g, (_, name: string) => shown(diagnostic.args[name] ?? "", SENTENCES.has(name)))
      .replace(/ {2,}/g, " ")
      .trim();
  return { message: fill(message), why: fill(why), fix: fill(fix) };
}

/** With control characters and line breaks in a name, a config could write anything to a terminal or a log. */
function shown(value: string, sentence: boolean): string {
  if (value === "") return sentence ? "" : '""';
  const line = maskShapes(value).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ");
  const most = sentence ? 6 * LONGEST : LONGEST;
  return line.length > most ? `${line.slice(0, most)}\u2026` : line;
}
