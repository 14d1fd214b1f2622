import type { Finder, Span } from "./spans.ts";

/** Finds given texts: every place at which one stands, also those that overlap. */
export function createLiteralFinder(literals: readonly string[]): Finder {
  // Longest first: of those that begin at one place, the longest is what must be hidden.
  const texts = [...new Set(literals)].filter((text) => text !== "").toSorted((a, b) => b.length - a.length);
  const [longest] = texts;
  if (longest === undefined) return { find: () => [], hold: (text) => text.length };
  const pattern = new RegExp(texts.map((text) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&")).join("|"), "g");
  const byFirst = new Map<number, string[]>();
  for (const text of texts) {
    const first = text.charCodeAt(0);
    byFirst.set(first, [...(byFirst.get(first) ?? []), text]);
  }

  return {
    find(text, from) {
      const spans: Span[] = [];
      pattern.lastIndex = from;
      for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
        spans.push({ start: match.index, end: match.index + match[0].length });
        pattern.lastIndex = match.index + 1;
      }
      return spans;
    },
    hold(text, from) {
      for (let at = Math.max(from, text.length - longest.length + 1); at < text.length; at++) {
        const candidates = byFirst.get(text.charCodeAt(at));
        if (candidates === undefined) continue;
        const length = text.length - at;
        const rest = text.slice(at);
        if (candidates.some((literal) => literal.length > length && literal.startsWith(rest))) return at;
      }
      return text.length;
    },
  };
}
