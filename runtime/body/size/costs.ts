/**
 * The average cost of pieces of text, in tokens. Fitted by least squares of the relative error to o200k_base over English
 * and translated prose, READMEs, licences, source code, minified code, JSON and CSV, and then raised by 5 %: a request that
 * is overestimated goes to a larger model, one that is underestimated is rejected by the upstream.
 */

export const DIGITS_OF_A_TOKEN = 3;
export const DIGITS = 1.08;
/** A run of punctuation, and each of its characters after the first. */
export const MARKS = 0.76;
export const MARK = 0.32;
/** Line ends and tabs on their own, and after punctuation, with which they often form one token. */
export const LINE_END = 1.25;
export const LINE_END_BEHIND_MARK = 0.2;
/** Two or more spaces; a single one belongs to the word after it. */
export const INDENT = 1.25;
/** A message, or an object of a tool's schema, in addition to its words: prompts mark its boundaries. */
export const OBJECT = 1;
/** In the OpenAI API, an image at full detail takes 765 to 1,105 tokens; the content of other files is unknown. */
export const DATA = 1_000;

const WORD = 0.87;
/**
 * A word of seven or more letters is less often a single token, and each letter after the ninth makes that less likely
 * still.
 */
const LONG_WORD = 0.42;
const LONGER_WORD = 0.4;
/** The additional cost of a word that begins within another: `camelCase`. */
export const INNER_WORD = 0.9;
/** A capital letter after a capital letter. */
export const CAPITAL = 0.2;

export function wordCost(letters: number): number {
  if (letters < 7) return WORD;
  return letters < 10 ? WORD + LONG_WORD : WORD + LONG_WORD + (letters - 9) * LONGER_WORD;
}

const LATIN = 2;
const GREEK_CYRILLIC = 0.33;
const HEBREW_ARABIC = 0.37;
const INDIC = 0.42;
const THAI = 0.44;
const SYMBOL = 0.7;
const KANA = 0.75;
const HAN = 0.92;
const HANGUL = 0.79;
const EMOJI = 2.25;

/** By code point; a character outside the basic plane costs as much as its two UTF-16 units. */
export function characterCost(code: number): number {
  if (code < 0x370) return LATIN;
  if (code < 0x590) return GREEK_CYRILLIC;
  if (code < 0x900) return HEBREW_ARABIC;
  if (code < 0xe00) return INDIC;
  if (code < 0x1000) return THAI;
  if (code < 0x3040) return SYMBOL;
  if (code < 0x3100) return KANA;
  if (code < 0xac00) return HAN;
  if (code < 0xd800) return HANGUL;
  if (code < 0xe000) return EMOJI / 2;
  return code < 0x10000 ? SYMBOL : EMOJI;
}
