import { distance } from "fastest-levenshtein";

/** Up to this many names; a longer list does not help. */
const MOST = 3;

/** Those of `candidates` that may be meant by `word`, nearest first; none if none is near. */
export function suggest(word: string, candidates: readonly string[]): string[] {
  const wanted = word.toLowerCase();
  const limit = Math.max(1, Math.floor(word.length / 3));
  const same = candidates.filter((name) => name.toLowerCase() === wanted);
  return [...new Set(same.length > 0 ? same : candidates)]
    .map((name) => ({ name, far: farness(wanted, name.toLowerCase()) }))
    .filter(({ far }) => far <= limit && far < wanted.length)
    .sort((a, b) => a.far - b.far)
    .slice(0, MOST)
    .map(({ name }) => name);
}

/**
 * Edits apart; but a name that continues the other, or differs only in `-`, `_` and `.`, is near whatever its length.
 */
function farness(wanted: string, name: string): number {
  if (wanted.replace(/[-_. ]/g, "") === name.replace(/[-_. ]/g, "")) return 0;
  if (wanted.length > 2 && (name.startsWith(wanted) || wanted.startsWith(name)) && name.length > 2) return 1;
  const edits = distance(wanted, name);
  // Two swapped letters are one typing mistake.
  return edits === 2 && [...wanted].sort().join() === [...name].sort().join() ? 1 : edits;
}

/** "Did you mean `a` or `b`?"; where nothing is near, `otherwise`. */
export function didYouMean(word: string, candidates: readonly string[], otherwise: string): string {
  const near = suggest(word, candidates);
  return near.length === 0 ? otherwise : `Did you mean ${listed(near, "or")}?`;
}

/** "`a`, `b` or `c`". */
export function listed(names: readonly string[], word: "and" | "or"): string {
  const quoted = names.map((name) => `\`${name}\``);
  if (quoted.length < 2) return quoted.join("");
  return `${quoted.slice(0, -1).join(", ")} ${word} ${quoted.at(-1)}`;
}
