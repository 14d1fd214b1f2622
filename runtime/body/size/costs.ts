/**
 * What pieces of text cost in tokens, on average. Fitted by least squares of the relative error to o200k_base over English
 * and translated prose, READMEs, licences, source code, minified code, JSON and CSV, and then raised by a twentieth:
 * a request taken for too long goes to a larger model, one taken for too short is refused by the upstream.
 */

export const DIGITS_OF_A_TOKEN = 3;
export const DIGITS = 1.08;
/** A run of punctuation, and each of its characters after the first. */
export const MARKS = 0.76;
export const MARK = 0.32;
/** Line ends and tabs on their own, and behind punctuation, with which they often make one token. */
export const LINE_END = 1.25;
export const LINE_END_BEHIND_MARK = 0.2;
/** Two spaces and more; a single one belongs to the word behind it. */
export const INDENT = 1.25;
/** A message or an object of a tool's schema, beside its words: what stands for it in a prompt has its own marks. */
export const OBJECT = 1;
/** An image at full detail has 765 to 1,105 in the OpenAI API; what other files hold cannot be seen from here. */
export const DATA = 1_000;

const WORD = 0.87;
/** A word of seven letters and more is a token less often, and each letter after the ninth makes it less likely still. */
const LONG_WORD = 0.42;
const LONGER_WORD = 0.4;
/** What a word costs more that begins inside another, `camelCase`. */
export const INNER_WORD = 0.9;
/** A capital behind a capital. */
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

/** By code point; of one outside the basic plane, what UTF-16 needs two of. */
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
