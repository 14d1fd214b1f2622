import { type Pattern, partsOf } from "./pattern.ts";

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
  if (pattern.kind === "end" || pattern.kind === "boundary" || pattern.kind === "look") return true;
  return partsOf(pattern).some(looksAround);
}
