import { json, MARK } from "./exact.ts";
import { TextPieces } from "./text-pieces.ts";

/**
 * JSON.parse rounds integers beyond 2^53. They are read as texts with a mark instead, and written as they were: these texts
 * pass through everything that copies or translates values.
 */

/** Shorter integers are never rounded. */
const LONG = 16;
/** Longer ones are never written by JavaScript as they stand. */
const LONGEST_WRITTEN = 21;
const INTEGER = /^-?[1-9]\d{15,}$/;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const MINUS = 0x2d;
const ZERO = 0x30;

/** Whether any integer has been marked: nearly always none has, and then no text is searched. */
let used = false;

/** Reads and writes integers as they are, from now on. Servers that only answer by themselves do not need it. */
export function keepIntegers(): void {
  json.parse = parseMarked;
  json.print = withIntegers;
}

function parseMarked(text: string): unknown {
  return JSON.parse(hasLong(text) ? marked(text) : text);
}

function withIntegers(text: string): string {
  return used && text.includes(MARK) ? unmarked(text) : text;
}

/** The text of an integer may be in the JSON text of another text. Where something has been added to it, only the mark goes. */
function unmarked(text: string): string {
  const written = new TextPieces();
  let from = 0;
  for (let at = text.indexOf(MARK); at >= 0; at = text.indexOf(MARK, at + 1)) {
    const start = at + MARK.length;
    const end = endOfInteger(text, start);
    if (end < 0) continue;
    const quote = endOfQuote(text, end);
    const quoted = quote > 0 && text.slice(at - (quote - end), at) === text.slice(end, quote);
    written.add(text.slice(from, quoted ? at - (quote - end) : at));
    if (quoted) written.add(text.slice(start, end));
    from = quoted ? quote : start;
    at = from - 1;
  }
  written.add(text.slice(from));
  return written.text();
}

/** -1 if there is none that has been marked. */
function endOfInteger(text: string, start: number): number {
  const first = text.charCodeAt(start) === MINUS ? start + 1 : start;
  let at = first;
  while (isDigit(text.charCodeAt(at))) at++;
  return at - first < LONG || text.charCodeAt(first) === ZERO ? -1 : at;
}

/** The end of a quote with its backslashes; -1 if there is none. */
function endOfQuote(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) === BACKSLASH) at++;
  return text.charCodeAt(at) === QUOTE ? at + 1 : -1;
}

/** Whether there may be a long integer: each run of that many digits has one at every sixteenth place. */
function hasLong(text: string): boolean {
  for (let at = LONG - 1; at < text.length; at += LONG) {
    if (!isDigit(text.charCodeAt(at))) continue;
    let from = at;
    while (isDigit(text.charCodeAt(from - 1))) from--;
    let to = at + 1;
    while (isDigit(text.charCodeAt(to))) to++;
    if (to - from >= LONG) return true;
  }
  return false;
}

function marked(text: string): string {
  const written = new TextPieces();
  let from = 0;
  for (let at = 0; at < text.length; ) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = endOfText(text, at + 1);
    else if (code === MINUS || isDigit(code)) {
      const start = at;
      while (at < text.length && isOfNumber(text.charCodeAt(at))) at++;
      const token = text.slice(start, at);
      if (!INTEGER.test(token) || (token.length <= LONGEST_WRITTEN && String(Number(token)) === token)) continue;
      written.add(text.slice(from, start));
      written.add(`"${MARK}${token}"`);
      from = at;
      used = true;
    } else at++;
  }
  if (from === 0) return text;
  written.add(text.slice(from));
  return written.text();
}

function endOfText(text: string, from: number): number {
  for (let at = text.indexOf('"', from); at >= 0; at = text.indexOf('"', at + 1)) {
    let before = at - 1;
    while (text.charCodeAt(before) === BACKSLASH) before--;
    if ((at - before) % 2 === 1) return at + 1;
  }
  return text.length;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** Digits, `.`, `e`, `E`, `+` and `-`. */
function isOfNumber(code: number): boolean {
  return isDigit(code) || code === 0x2e || code === 0x65 || code === 0x45 || code === 0x2b || code === MINUS;
}
