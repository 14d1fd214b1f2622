import { isObject, parseObject } from "../../json/json-object.ts";
import { jsonText } from "../../json/json-text.ts";

/** Extracts the text of `{"input":"…"}` while it arrives. */
export interface WrappedInput {
  /** The text in a piece of the arguments; "" while that is undecided. */
  add(piece: string): string;
  /** Whether the text is complete. */
  ended(): boolean;
  /** The rest, once everything has arrived; all of it if the arguments have another form. */
  rest(): string;
}

const OPENING = /^\s*\{\s*"input"\s*:\s*"/;
/** The possible beginnings of an incomplete opening. */
const MAY_OPEN = /^\s*(?:\{\s*(?:"(?:i(?:n(?:p(?:u(?:t(?:"\s*:?\s*)?)?)?)?)?)?)?)?$/;
/** In characters: no model writes more white space than that. */
const LONGEST_OPENING = 200;
const ESCAPES: Readonly<Record<string, string>> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };

export function wrappedInput(): WrappedInput {
  let state: "before" | "inside" | "behind" | "other" = "before";
  /** What has arrived but has not been decoded yet. */
  let held = "";

  const read = (): string => {
    if (state === "before") {
      const opening = OPENING.exec(held);
      if (opening === null) {
        if (held.length > LONGEST_OPENING || !MAY_OPEN.test(held)) state = "other";
        return "";
      }
      state = "inside";
      held = held.slice(opening[0].length);
    }
    if (state !== "inside") return "";
    const { text, end, closed } = decode(held);
    held = held.slice(end);
    if (closed) state = "behind";
    return text;
  };

  return {
    add(piece) {
      if (state === "behind") return "";
      held += piece;
      return state === "other" ? "" : read();
    },
    ended: () => state === "behind",
    rest() {
      if (state === "inside" || state === "behind") return "";
      const value = parseObject(held);
      const all = held;
      state = "behind";
      if (!isObject(value) || value.input === undefined) return all;
      return typeof value.input === "string" ? value.input : jsonText(value.input);
    },
  };
}

/** The text of a JSON string up to its end, or as far as it is certain: no half of an escape or of a surrogate pair. */
function decode(held: string): { readonly text: string; readonly end: number; readonly closed: boolean } {
  let text = "";
  let at = 0;
  while (at < held.length) {
    const next = nextSpecial(held, at);
    text += held.slice(at, next);
    at = next;
    if (at >= held.length) break;
    if (held[at] === '"') return { text, end: at + 1, closed: true };
    const length = held[at + 1] === "u" ? 6 : 2;
    if (at + length > held.length) break;
    if (length === 2) {
      const letter = held[at + 1] ?? "";
      text += ESCAPES[letter] ?? letter;
    } else {
      const unit = Number.parseInt(held.slice(at + 2, at + 6), 16);
      // The second half of the pair may not have arrived.
      if (isHigh(unit) && held.length < at + 12 && "\\u".startsWith(held.slice(at + 6, at + 8))) break;
      text += String.fromCharCode(unit);
    }
    at += length;
  }
  return { text, end: at, closed: false };
}

function nextSpecial(text: string, from: number): number {
  for (let at = from; at < text.length; at++) if (text[at] === '"' || text[at] === "\\") return at;
  return text.length;
}

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}
