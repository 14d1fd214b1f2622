import { json, MARK } from "./exact.ts";

/**
 * JSON.parse rounds integers beyond 2^53. They are read as texts with a mark instead, and written as they were: these texts
 * pass through everything that copies or translates values.
 */

/** Shorter integers are never rounded. */
const LONG = 16;
const INTEGER = /^-?[1-9]\d{15,}$/;
/** The text of an integer, also within the JSON text of another text; where something has been added to it, the mark alone. */
const MARKED = new RegExp(String.raw`(\\*")${MARK}(-?[1-9]\d{15,})\1|${MARK}(?=-?[1-9]\d{15})`, "g");
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const MINUS = 0x2d;

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
  return used && text.includes(MARK) ? text.replace(MARKED, (_, __, digits: string | undefined) => digits ?? "") : text;
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
  let written = "";
  let from = 0;
  for (let at = 0; at < text.length; ) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = endOfText(text, at + 1);
    else if (code === MINUS || isDigit(code)) {
      const start = at;
      while (at < text.length && isOfNumber(text.charCodeAt(at))) at++;
      const token = text.slice(start, at);
      if (!INTEGER.test(token) || String(Number(token)) === token) continue;
      written += `${text.slice(from, start)}"${MARK}${token}"`;
      from = at;
      used = true;
    } else at++;
  }
  return from === 0 ? text : written + text.slice(from);
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
