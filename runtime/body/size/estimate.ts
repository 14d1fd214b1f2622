import { flatten } from "../../wire/payload.ts";
import type { Payload } from "../../wire/upstream.ts";
import {
  BACKSLASH,
  codeAt,
  codeOfEscape,
  DIGIT,
  KINDS,
  LOWER,
  lengthFrom,
  MARK,
  QUOTE,
  SPACE,
  UPPER,
  WIDE,
} from "./characters.ts";
import * as cost from "./costs.ts";
import { dataEnd } from "./data.ts";

const OPEN_BRACE = 0x7b;
const LETTER_N = 0x6e;
const LETTER_R = 0x72;
const LETTER_T = 0x74;
const LETTER_U = 0x75;

/**
 * Estimates how many tokens a JSON request takes, from its bytes, in one pass without parsing. Words, numbers, punctuation
 * and scripts have average costs; JSON's own punctuation costs nothing because it is not in the prompt, and a base64 file
 * costs the same whatever its size. Compared with o200k_base, the estimate is 10 % below to 20 % above on prose, code, JSON
 * and CJK. It takes twice as long as a plain loop over the bytes, 2 ms for 1 MB; a body made of single letters takes ten times
 * as long, and therefore is read only until it is certain to have more than `most` tokens.
 */
export function estimateTokens(payload: Payload, most = Number.POSITIVE_INFINITY): number {
  const bytes = flatten(payload);
  const end = bytes.length;
  let tokens = 0;
  let inString = false;
  /** Whether the previous character is punctuation. */
  let marked = false;
  for (let at = 0; at < end && tokens <= most; ) {
    const byte = bytes[at] ?? 0;
    const kind = KINDS[byte] ?? MARK;
    if (kind <= UPPER) {
      let start = at;
      let before = kind;
      for (at++; at < end; at++) {
        const next = KINDS[bytes[at] ?? 0] ?? MARK;
        if (next > UPPER) break;
        if (next === UPPER) {
          if (before === LOWER) {
            tokens += cost.wordCost(at - start) + cost.INNER_WORD;
            start = at;
          } else tokens += cost.CAPITAL;
        }
        before = next;
      }
      tokens += cost.wordCost(at - start);
      marked = false;
    } else if (kind === DIGIT) {
      const start = at;
      while (at < end && KINDS[bytes[at] ?? 0] === DIGIT) at++;
      tokens += Math.ceil((at - start) / cost.DIGITS_OF_A_TOKEN) * cost.DIGITS;
      marked = false;
    } else if (kind === QUOTE) {
      inString = !inString;
      marked = false;
      at++;
      const after = inString ? dataEnd(bytes, at) : -1;
      if (after > 0) {
        tokens += Math.min(cost.DATA, after - at);
        at = after;
      }
    } else if (!inString) {
      if (byte === OPEN_BRACE) tokens += cost.OBJECT;
      at++;
    } else if (kind === SPACE) {
      const start = at;
      while (at < end && KINDS[bytes[at] ?? 0] === SPACE) at++;
      if (at - start > 1) {
        tokens += cost.INDENT;
        marked = false;
      }
    } else if (kind === WIDE) {
      tokens += cost.characterCost(codeAt(bytes, at));
      at += lengthFrom(byte);
      marked = false;
    } else if (kind === BACKSLASH && isLineEnd(bytes[at + 1])) {
      while (bytes[at] === byte && isLineEnd(bytes[at + 1])) at += 2;
      tokens += marked ? cost.LINE_END_BEHIND_MARK : cost.LINE_END;
      marked = false;
    } else if (kind === BACKSLASH && bytes[at + 1] === LETTER_U) {
      tokens += cost.characterCost(codeOfEscape(bytes, at));
      at += 6;
      marked = false;
    } else {
      tokens += marked ? cost.MARK : cost.MARKS;
      at += kind === BACKSLASH ? 2 : 1;
      marked = true;
    }
  }
  return Math.ceil(tokens);
}

/** Whether an escape, by the byte after its backslash, is a line end or a tab. */
function isLineEnd(byte: number | undefined): boolean {
  return byte === LETTER_N || byte === LETTER_R || byte === LETTER_T;
}
