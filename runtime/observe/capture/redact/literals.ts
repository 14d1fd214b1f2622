import type { Finder, Span } from "./spans.ts";

/** How many characters are examined at a time. */
const BLOCK = 3;
const SLOTS = 1 << 16;

/**
 * Finds given texts: every occurrence, overlapping ones too. A server may have hundreds of keys in a dozen forms each, so
 * the search examines the position where the shortest text would end and skips as far as no text can start (Wu and Manber,
 * "A fast algorithm for multi-pattern searching", 1994).
 *
 * @param literals those shorter than three characters are ignored
 */
export function createLiteralFinder(literals: readonly string[]): Finder {
  // Longest first: of the texts that start at one position, the longest must be hidden.
  const texts = [...new Set(literals)].filter((text) => text.length >= BLOCK).toSorted((a, b) => b.length - a.length);
  const longest = texts[0]?.length ?? 0;
  const shortest = texts.at(-1)?.length ?? 0;
  if (shortest === 0) return { find: () => [], hold: (text) => text.length };

  const widest = Math.min(255, shortest - BLOCK + 1);
  const skips = new Uint8Array(SLOTS).fill(widest);
  const endings = new Map<number, string[]>();
  const beginnings = new Map<number, string[]>();
  for (const text of texts) {
    for (let at = shortest - widest - BLOCK + 1; at <= shortest - BLOCK; at++) {
      const slot = slotOf(text, at);
      skips[slot] = Math.min(skips[slot] ?? widest, shortest - BLOCK - at);
    }
    add(endings, slotOf(text, shortest - BLOCK), text);
    for (let length = 1; length <= BLOCK; length++) add(beginnings, slotOf(text.slice(0, length), 0), text);
  }

  return {
    find(text, from) {
      const spans: Span[] = [];
      const last = text.length - shortest;
      let at = from;
      while (at <= last) {
        const slot = slotOf(text, at + shortest - BLOCK);
        const skip = skips[slot] ?? 0;
        if (skip > 0) {
          at += skip;
          continue;
        }
        const found = endings.get(slot)?.find((literal) => text.startsWith(literal, at));
        if (found !== undefined) spans.push({ start: at, end: at + found.length });
        at++;
      }
      return spans;
    },
    hold(text, from) {
      for (let at = Math.max(from, text.length - longest + 1); at < text.length; at++) {
        const candidates = beginnings.get(slotOf(text, at));
        if (candidates === undefined) continue;
        const rest = text.slice(at);
        if (candidates.some((literal) => literal.length > rest.length && literal.startsWith(rest))) return at;
      }
      return text.length;
    },
  };
}

/** The slot of the three characters at a position; beyond the end they count as zero. */
function slotOf(text: string, at: number): number {
  return (text.charCodeAt(at) ^ (text.charCodeAt(at + 1) << 4) ^ (text.charCodeAt(at + 2) << 8)) & (SLOTS - 1);
}

function add(map: Map<number, string[]>, slot: number, text: string): void {
  const list = map.get(slot);
  if (list === undefined) map.set(slot, [text]);
  else list.push(text);
}
