/** Longer model strings are rejected: no model has such a long name, and all later steps can rely on the limit. */
export const MAX_MODEL_STRING = 1024;

/** ASCII characters that have a meaning in a selector, or must not occur: 1. */
const SPECIAL = new Uint8Array(128);
for (let code = 0; code <= 0x20; code++) SPECIAL[code] = 1;
for (const character of "|^!?[]\x7f") SPECIAL[character.charCodeAt(0)] = 1;

const COLON = 0x3a;
const DOT = 0x2e;

/**
 * Whether a model string is more than a plain name, so that `parseSelector` must read it. Otherwise the string itself is the
 * route. Names outside ASCII and names with an empty part (`openai:`) count as more.
 */
export function needsParsing(text: string): boolean {
  const length = text.length;
  if (length === 0 || length > MAX_MODEL_STRING) return true;
  let previous = DOT;
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i);
    if (code > 0x7e || SPECIAL[code] === 1) return true;
    if (code === COLON && (previous === DOT || i === length - 1)) return true;
    previous = code;
  }
  return text.charCodeAt(0) === DOT || text.charCodeAt(0) === COLON;
}

/** The position of the first control character or line terminator; −1 if there is none. */
export function indexOfControl(text: string): number {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x20 || (code >= 0x7f && code <= 0x9f) || code === 0x2028 || code === 0x2029) return i;
  }
  return -1;
}

/** A part of the model string; `end` is exclusive. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** The range without the white space at its ends. */
export function trimRange(text: string, range: Range): Range {
  let { start, end } = range;
  while (start < end && isSpace(text, start)) start++;
  while (end > start && isSpace(text, end - 1)) end--;
  return { start, end };
}

/** Control characters are rejected earlier, so the only ASCII white space left is the space itself. */
export function isSpace(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  return code === 0x20 || (code > 0x7f && text.charAt(index).trim() === "");
}
