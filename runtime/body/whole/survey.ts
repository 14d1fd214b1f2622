import {
  BACKSLASH,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
} from "../scan/tokens.ts";
import { DEEPEST, mostValues, type WholeLimits } from "./limits.ts";

/** The part of a text that need not be read, quotes and start excluded. */
export interface LongText {
  readonly from: number;
  readonly to: number;
}

/** What a JSON text is found to be before anything is built from it. */
export type Survey =
  | { readonly kind: "fits"; readonly texts: readonly LongText[] }
  /** Why it is not to be parsed: it is too long, has too many values, or nests too deep. */
  | { readonly kind: "long" | "crowded" | "deep" };

/** In bytes. Parsing, printing and encoding a text takes twenty times as long as looking for its end. */
const LONG = 2048;
/** How much of a long text is read: prefixes have a meaning, such as `data:`. */
const START = 256;
/** What a member of the outermost object counts, besides its key: it is copied several times. */
const OF_OUTERMOST = 9;
/** What an item or a value directly in such a member counts, such as a message or a tool: each is translated. */
const OF_SECOND = 3;
/** What an object counts: an empty one takes as much memory as three numbers, and it is translated into others. */
const OF_OBJECT = 3;
const NONE: readonly LongText[] = [];
const CROWDED: Survey = { kind: "crowded" };
const DEEP: Survey = { kind: "deep" };
const TOO_LONG: Survey = { kind: "long" };

/** Top-level members whose texts decide something, or are written into the answer. */
const READ: ReadonlySet<string> = new Set([
  "model",
  "extra_body",
  "instructions",
  "metadata",
  "previous_response_id",
  "prompt_cache_key",
  "reasoning",
  "safety_identifier",
  "session_id",
  "text",
  "tool_choice",
  "tools",
  "user",
]);
const LONGEST_READ = 20;

/** One pass over the bytes of a text that may be anything. Stops at the first limit that is exceeded. */
export function survey(bytes: Buffer, limits: WholeLimits): Survey {
  const { length } = bytes;
  const most = mostValues(limits, length);
  let texts: LongText[] | null = null;
  let left = length;
  let values = 0;
  let depth = 0;
  let outermost = 0;
  /** Whether the next text is a key of the outermost object. */
  let isKey = false;
  /** Whether texts here are only passed on. */
  let passes = false;
  for (let at = 0; at < length; at++) {
    const byte = bytes[at];
    if (byte === QUOTE) {
      const start = at + 1;
      let clean = true;
      for (at++; at < length; at++) {
        const inner = bytes[at] ?? 0;
        if (inner === QUOTE) break;
        if (inner === BACKSLASH) {
          at++;
          if (!isEscape(bytes, at)) clean = false;
        } else if (inner < 0x20) clean = false;
      }
      if (isKey) {
        isKey = false;
        passes = at - start > LONGEST_READ || !READ.has(bytes.toString("latin1", start, at));
      } else if (at - start >= LONG && passes && clean && at < length) {
        const from = endOfStart(bytes, start);
        texts ??= [];
        texts.push({ from, to: at });
        left -= at - from;
      }
    } else if (byte === COMMA) {
      if (depth === 1 && outermost === OPEN_BRACE) {
        isKey = true;
        values += OF_OUTERMOST - 1;
      } else if (depth === 2) values += OF_SECOND - 1;
      if (++values > most) return CROWDED;
    } else if (byte === COLON) values++;
    else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
      values += byte === OPEN_BRACE ? OF_OBJECT : 1;
      if (values > most) return CROWDED;
      if (++depth > DEEPEST) return DEEP;
      if (depth === 1) {
        outermost = byte;
        isKey = byte === OPEN_BRACE;
      }
    } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) depth--;
  }
  if (values > most) return CROWDED;
  return left > limits.bytes ? TOO_LONG : { kind: "fits", texts: texts ?? NONE };
}

const LETTER_U = 0x75;
/** What may follow a backslash. */
const ESCAPES: Uint8Array = Uint8Array.from({ length: 256 }, (_, byte) =>
  '"\\/bfnrtu'.includes(String.fromCharCode(byte)) ? 1 : 0,
);

/** A text with a wrong escape is left to the parser, which says what is wrong. */
function isEscape(bytes: Buffer, at: number): boolean {
  const byte = bytes[at] ?? 0;
  if (ESCAPES[byte] === 0) return false;
  return (
    byte !== LETTER_U || (isHex(bytes[at + 1]) && isHex(bytes[at + 2]) && isHex(bytes[at + 3]) && isHex(bytes[at + 4]))
  );
}

function isHex(byte = 0): boolean {
  const letter = byte | 0x20;
  return (byte >= 0x30 && byte <= 0x39) || (letter >= 0x61 && letter <= 0x66);
}

/** Not within an escape, nor within a character. */
function endOfStart(bytes: Buffer, start: number): number {
  let at = start;
  while (at < start + START) {
    if (bytes[at] === BACKSLASH) at += bytes[at + 1] === LETTER_U ? 6 : 2;
    else at++;
  }
  while (((bytes[at] ?? 0) & 0xc0) === 0x80) at++;
  return at;
}
