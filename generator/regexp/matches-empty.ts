import { type Pattern, some } from "./pattern.ts";

/** Whether a pattern matches before it has taken a single character. Exact only where it nowhere looks around. */
export function matchesEmpty(pattern: Pattern): boolean {
  switch (pattern.kind) {
    case "literal":
    case "any":
    case "set":
      return false;
    case "sequence":
      return pattern.items.every(matchesEmpty);
    case "choice":
      return pattern.options.some(matchesEmpty);
    case "repeat":
      return pattern.least === 0 || matchesEmpty(pattern.item);
    case "group":
      return matchesEmpty(pattern.item);
    default:
      return true;
  }
}

/** Whether any part of a pattern depends on what stands before or behind it: `$`, `\b`, `(?=…)` and their like. */
export function looksAround(pattern: Pattern): boolean {
  return some(pattern, ({ kind }) => kind === "end" || kind === "boundary" || kind === "look");
}

/** Whether a pattern takes no character only after everything else has failed: `a*`, but neither `a*?` nor `|a`. */
export function emptyComesLast(pattern: Pattern): boolean {
  if (!matchesEmpty(pattern)) return true;
  switch (pattern.kind) {
    case "sequence":
      return pattern.items.every(emptyComesLast);
    case "choice":
      return pattern.options.slice(0, -1).every((option) => !matchesEmpty(option)) && lastIs(pattern.options);
    case "repeat":
      return !pattern.lazy && emptyComesLast(pattern.item);
    case "group":
      return emptyComesLast(pattern.item);
    default:
      return true;
  }
}

function lastIs(options: readonly Pattern[]): boolean {
  const last = options.at(-1);
  return last === undefined || emptyComesLast(last);
}
